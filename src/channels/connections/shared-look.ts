/**
 * One look at a thing at a time, shared by all who asked before it began: who asks while it is under way gets the next, so that
 * nobody is told what was so before. A storm about one thing is two looks, whatever its size.
 */
export class SharedLook<T> {
  private readonly looks = new Map<string, { readonly now: Promise<T>; next?: Promise<T> }>();

  constructor(private readonly look: (key: string) => Promise<T>) {}

  get(key: string): Promise<T> {
    const found = this.looks.get(key);
    if (!found) return this.begin(key);
    const again = () => this.begin(key);
    return (found.next ??= found.now.then(again, again));
  }

  private begin(key: string): Promise<T> {
    const one: { readonly now: Promise<T>; next?: Promise<T> } = { now: this.look(key) };
    this.looks.set(key, one);
    const over = () => void (one.next ?? this.looks.delete(key));
    one.now.then(over, over);
    return one.now;
  }
}
