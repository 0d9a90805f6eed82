/** An empty county to try a plug-in on. */
export interface Ground {
  readonly url: string;
  drop(): Promise<void>;
}

export interface ConformanceOptions {
  /** Makes a database for the run: migrated, with a county. Left out: on `DATABASE_URL`, else on an embedded PostgreSQL. */
  readonly database?: () => Promise<Ground>;
}

/** A case may wait for several back-offs of the host. */
export const CASE_MS = 60_000;
/** PostgreSQL, its schema and the server. */
export const START_MS = 180_000;
