const child = (index: string) => `
  case when n.level = 1 then (select sha256('\\x00'::bytea || commitment) from trace_leaf where index = ${index})
       else (select hash from trace_node where level = n.level - 1 and index = ${index}) end`;

/**
 * Rules of the log's tables for the audit of the books, as it takes them: one row a breach, `$1` looks at what came in so many seconds.
 * What they find was changed behind the platform's back: nothing in it changes a leaf or a node.
 */
export const logChecks: readonly { readonly rule: string; readonly sql: string }[] = [
  {
    // Every leaf from 0 to the size, and no other.
    rule: 'TRACE_LEAVES_ARE_DENSE',
    sql: `select 'trace-log' as subject, g.size || ' up to ' || g.size - 1 as expected, s.leaves || ' up to ' || s.last as actual
            from trace_log g, (select count(*) as leaves, coalesce(max(index), -1) as last from trace_leaf) s
           where $1::float8 is null and (s.leaves <> g.size or s.last <> g.size - 1)`,
  },
  {
    // Each node that a leaf completed is SHA-256(0x01 ‖ left ‖ right): so many as the leaf's number, from 1, can be halved.
    rule: 'TRACE_NODES_ARE_HASHES',
    sql: `select 'trace-node:' || n.level || '/' || n.index as subject, coalesce(encode(n.made, 'hex'), 'no children') as expected,
                 coalesce(encode(n.hash, 'hex'), 'no node') as actual
            from (select n.level, n.index, kept.hash,
                         sha256('\\x01'::bytea || ${child('2 * n.index')} || ${child('2 * n.index + 1')}) as made
                    from trace_leaf l
                   cross join lateral generate_series(1, round(ln(((l.index + 1) & -(l.index + 1))::float8) / ln(2::float8))::int) level
                   cross join lateral (select level, ((l.index + 1) >> level) - 1 as index) n
                    left join trace_node kept on kept.level = n.level and kept.index = n.index
                   where $1::float8 is null or l.logged_at > now() - make_interval(secs => $1)) n
           where n.made is distinct from n.hash`,
  },
  {
    // A log restored from a backup lacks what was signed since.
    rule: 'TRACE_HEADS_ARE_COVERED',
    sql: `select 'trace-head:' || h.id as subject, 'at most ' || g.size as expected, h.size::text as actual
            from trace_head h join trace_log g on h.size > g.size
           where $1::float8 is null or h.signed_at > now() - make_interval(secs => $1)`,
  },
  {
    rule: 'TRACE_NODES_ARE_WHOLE',
    sql: `select 'trace-log' as subject, e.nodes::text as expected, s.nodes::text as actual
            from (select coalesce(sum(g.size / (1::bigint << level)), 0) as nodes
                    from trace_log g, generate_series(1, 52) level) e,
                 (select count(*) as nodes from trace_node) s
           where $1::float8 is null and e.nodes <> s.nodes`,
  },
];
