/** For the audit of the books, as it takes rules: what stands behind an event in the log is still that event's. */
export const proofChecks: readonly { readonly rule: string; readonly sql: string }[] = [
  {
    // SHA-256(salt ‖ hash); of an event whose salt was deleted nothing can be told any more.
    rule: 'TRACE_EVENTS_ARE_LOGGED',
    sql: `select 'trace-event:' || e.id as subject, encode(sha256(e.salt || e.hash), 'hex') as expected,
                 coalesce(encode(l.commitment, 'hex'), 'no entry') as actual
            from trace_event e left join trace_leaf l on l.index = e.leaf
           where e.salt is not null and sha256(e.salt || e.hash) is distinct from l.commitment
             and ($1::float8 is null or e.record_time > now() - make_interval(secs => $1))`,
  },
];
