/** Where the examples find the server: `npm start` on this machine unless YIZHAN_URL says otherwise. */
export const graphUrl = process.env.YIZHAN_URL ?? 'http://127.0.0.1:4000/graphql';

export const subscriptionUrl = graphUrl.replace(/^http/, 'ws');

/** Optional: `npm run -s yizhan -- token --role …` prints one. What these examples do is open to visitors. */
export const token = process.env.YIZHAN_TOKEN;

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs an example; what goes wrong is said in one line, and the process ends with 1. */
export async function run(example: () => Promise<void>): Promise<void> {
  try {
    await example();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}

function explain(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string } };
  return cause?.code === 'ECONNREFUSED' ? `${graphUrl} does not answer: run npm start in another terminal` : message;
}
