/** A stream that brings nothing itself and ends when it is returned: what its subscriber gets goes another way. */
export function held(stop: () => void): AsyncGenerator<never, undefined> {
  let finish: () => void;
  const over = new Promise<void>((resolve) => (finish = resolve));
  const end = async () => {
    stop();
    finish();
    return { done: true as const, value: undefined };
  };
  return {
    next: () => over.then(() => ({ done: true, value: undefined })),
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}

/** A source's events, each turned into a result; returning it returns the source at once, also while it waits. */
export function mapped<Result>(
  source: AsyncIterable<unknown>,
  turn: (event: unknown) => Result | Promise<Result>,
  ended: () => void,
): AsyncGenerator<Result, undefined> {
  const events = source[Symbol.asyncIterator]();
  let over = false;
  const end = async () => {
    if (!over) ended();
    over = true;
    await events.return?.();
    return { done: true as const, value: undefined };
  };
  return {
    next: async () => {
      const event = await events.next();
      if (event.done || over) return end();
      return { done: false, value: await turn(event.value) };
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}
