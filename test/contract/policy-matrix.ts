export const POLICY_MATRIX = `
`;
