/** Where the inbox keeps what is sealed: what is sealed for one place opens in no other. */
export const cell = (column: 'body' | 'results', of: { connection: string; dedupeKey: string }) => ({
  table: 'inbox_message',
  column,
  row: `${of.connection} ${of.dedupeKey}`,
});

export const requestCell = (id: string) => ({ table: 'inbox_request', column: 'body', row: id });
