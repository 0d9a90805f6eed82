/** What the benches subscribe to. The version comes last, the name of the item first. */
const ITEM = 'id product { id } site { code } onHand reserved available version';

const changes = (
  item,
) => `subscription($after: Cursor, $filter: StockChangesFilter) { stockChanges(after: $after, filter: $filter) {
  __typename ... on StockSnapshot { cursor complete items { ${item} } }
  ... on StockChange { cursor sequence occurredAt item { ${item} } } ... on ResyncRequired { reason } } }`;

export const STOCK_CHANGES = changes(ITEM);
/** With a description of the product that is long enough, a message of 2 KB. */
export const LONG_STOCK_CHANGES = changes(ITEM.replace('product { id }', 'product { id name description }'));

/** How many of the newest messages are told again by their bytes. */
const KNOWN = 8;
/** A snapshot comes once: not worth keeping. */
const LONGEST = 16 * 1024;

/**
 * Reads messages of `stockChanges`. Thousands get the same bytes, so each distinct message is parsed once and the others
 * are told by comparing. Answers `{ kind: 'snapshot' | 'change' | 'resync', cursor, items | item, sequence, occurredMs }`.
 */
export function messageReader() {
  const recent = [];
  return (bytes, start, end) => {
    for (const { of, message } of recent) {
      if (of.length === end - start && of.compare(bytes, start, end) === 0) return message;
    }
    const of = Buffer.from(bytes.subarray(start, end));
    const message = meaning(of.toString());
    if (of.length <= LONGEST) recent.unshift({ of, message });
    if (recent.length > KNOWN) recent.pop();
    return message;
  };
}

function meaning(text) {
  const { type, payload } = JSON.parse(text);
  const got = type === 'next' && !payload.errors ? payload.data.stockChanges : undefined;
  switch (got?.__typename) {
    case 'StockSnapshot':
      return { kind: 'snapshot', cursor: got.cursor, complete: got.complete, items: got.items };
    case 'StockChange': {
      const { cursor, sequence, item } = got;
      return { kind: 'change', cursor, sequence, item, occurredMs: Date.parse(got.occurredAt), text };
    }
    case 'ResyncRequired':
      return { kind: 'resync', reason: got.reason };
    default:
      throw new Error(`a message that no subscriber of the bench expects: ${text.slice(0, 500)}`);
  }
}
