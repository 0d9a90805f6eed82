import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const money = 'Money and weight are whole numbers: parse them with shared/money or shared/quantity.';

export default defineConfig(
  { ignores: ['dist', 'coverage', '.data', '**/generated', 'data', 'bench/results'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Entities and inputs are filled by their frameworks: `!` says so, and noUncheckedIndexedAccess asks for it after a check.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: { globals: nodeGlobals() },
    rules: {
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    rules: { eqeqeq: ['error', 'always', { null: 'ignore' }], 'no-console': 'error', 'prefer-const': 'error' },
  },
  {
    files: ['src/**/*.ts', 'plugins/**/*.ts', 'migrations/**/*.ts'],
    rules: {
      'max-lines': ['error', 250],
      'no-restricted-syntax': ['error', { selector: "CallExpression[callee.name='parseFloat']", message: money }],
      'no-restricted-properties': ['error', { object: 'Number', property: 'parseFloat', message: money }],
    },
  },
  { files: ['examples/**', 'bench/**', 'scripts/**'], rules: { 'no-console': 'off' } },
);

/** What Node offers without an import. */
function nodeGlobals() {
  const names = ['process', 'console', 'Buffer', 'URL', 'URLSearchParams', 'fetch', 'performance', 'module', 'require'];
  const timers = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'queueMicrotask'];
  const web = ['AbortController', 'AbortSignal', 'TextDecoder', 'TextEncoder', 'WebSocket', 'structuredClone'];
  return Object.fromEntries([...names, ...timers, ...web].map((name) => [name, 'readonly']));
}
