/**
 * An error that is known by its name: a plug-in that has a copy of the kit of its own throws the host's errors all the same,
 * and knows those of the host.
 */
export abstract class NamedError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== 'object') return false;
    for (let at = value; at; at = Object.getPrototypeOf(at) as object | null)
      if (at.constructor?.name === this.name) return true;
    return false;
  }
}
