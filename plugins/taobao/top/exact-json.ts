const TOKEN = /"(?:[^"\\]+|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * JSON as the gateway writes it: ids are numbers beyond 2^53. Whole numbers that a double cannot be trusted with (16 digits
 * and more) come out as strings, digit by digit; everything else as JSON.parse has it.
 *
 * @throws SyntaxError
 */
export function parseExact(text: string): unknown {
  return JSON.parse(text.replace(TOKEN, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token)));
}
