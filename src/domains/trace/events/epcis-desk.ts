import type { Clock } from '../../../shared/clock.js';
import type { Viewer } from '../../../platform/policy/index.js';
import type { CaptureJobs } from './capture/capture-jobs.js';
import type { NameList } from './event-marks.rules.js';
import { EpcisProblem } from './problems.js';
import { eventAlone, queryDocument } from './query/event-documents.rules.js';
import { readQuery, type EventQuery, type Parameters } from './query/event-query.rules.js';
import type { EventReader } from './query/event-reader.js';
import { marksNaming, type NameLists } from './query/name-lists.js';
import type { NamedQueries } from './query/named-queries.js';
import { resourceName } from './query/resource-name.rules.js';

/** A page of an answer: what is in it and the token of the next. */
export interface Answer<Body> {
  readonly body: Body;
  readonly next: string | null;
}

export interface Paging {
  readonly perPage: number;
  readonly token: string | null;
}

/** What the EPCIS interface does, whatever it is spoken over. Each throws {@link EpcisProblem} for what is the caller's fault. */
export class EpcisDesk {
  constructor(
    private readonly clock: Clock,
    private readonly reader: EventReader,
    private readonly lists: NameLists,
    readonly queries: NamedQueries,
    readonly captures: CaptureJobs,
  ) {}

  /** Events by the standard's parameters, as a query document. */
  events(viewer: Viewer, parameters: Parameters, paging: Paging): Promise<Answer<object>> {
    return this.answer(viewer, 'SimpleEventQuery', readQuery(parameters), paging);
  }

  async eventsOf(
    viewer: Viewer,
    kind: NameList,
    given: string,
    parameters: Parameters,
    paging: Paging,
  ): Promise<Answer<object>> {
    const query = readQuery(parameters);
    const naming = marksNaming(kind, resourceName(kind, given));
    return this.answer(viewer, 'SimpleEventQuery', { ...query, marks: [...query.marks, naming] }, paging);
  }

  async eventsOfQuery(viewer: Viewer, name: string, paging: Paging): Promise<Answer<object>> {
    const { asked } = await this.queries.one(viewer, name);
    return this.answer(viewer, name, asked, paging);
  }

  async event(viewer: Viewer, eventId: string): Promise<object> {
    const found = await this.reader.one(viewer, eventId);
    if (!found) throw new EpcisProblem('NoSuchResourceException', `There is no event ${eventId}.`);
    return eventAlone(found);
  }

  async names(viewer: Viewer, kind: NameList, { perPage, token }: Paging): Promise<Answer<string[]>> {
    const found = await this.lists.list(viewer, kind, perPage + 1, token === null ? '' : textOf(token));
    const body = found.slice(0, perPage);
    return { body, next: found.length > perPage ? tokenOf(body.at(-1)!) : null };
  }

  /** What there is under a resource: its events. */
  async resource(viewer: Viewer, kind: NameList, given: string): Promise<string[]> {
    if (!(await this.lists.has(viewer, kind, resourceName(kind, given))))
      throw new EpcisProblem('NoSuchResourceException', `No event names ${given}.`);
    return ['events'];
  }

  private async answer(viewer: Viewer, name: string, query: EventQuery, paging: Paging): Promise<Answer<object>> {
    const { events, next } = await this.reader.page(viewer, query, paging);
    return { body: queryDocument(name, events, this.clock.now()), next };
  }
}

export const tokenOf = (text: string): string => Buffer.from(text).toString('base64url');
export const textOf = (token: string): string => Buffer.from(token, 'base64url').toString();
