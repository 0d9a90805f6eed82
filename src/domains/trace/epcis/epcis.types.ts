/** EPCIS 2.0 events in their JSON-LD form (ISO/IEC 19987:2024, section 10), as far as this county writes them. */

import type { Prefixes } from '../../../proof/index.js';

export { prefixesOf, type Prefixes } from '../../../proof/index.js';

export const EVENT_TYPES = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
] as const;
export type EventTypeName = (typeof EVENT_TYPES)[number];

/** Some of a class of goods; `quantity` in `uom` (UN/ECE Recommendation 20), a count where there is none. */
export interface QuantityElement {
  readonly epcClass: string;
  readonly quantity?: number;
  readonly uom?: string;
}

/** Says that an event is wrong: the event is told again with this in it, and what holds instead is named. */
export interface ErrorDeclaration {
  readonly declarationTime: string;
  readonly reason: 'did_not_occur' | 'incorrect_data';
  readonly correctiveEventIDs?: readonly string[];
}

/** An event as JSON; fields outside the standard have a prefix of the document's context. */
export interface EpcisEvent {
  readonly type: string;
  readonly eventTime: string;
  readonly eventTimeZoneOffset: string;
  readonly eventID?: string;
  readonly errorDeclaration?: ErrorDeclaration;
  readonly [field: string]: unknown;
}

/** The standard's own context; a document names it first. */
export const STANDARD_CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

/** Prefixes of our own events. `yizhan` names what the standard has no word for. */
export const OWN_PREFIXES: Prefixes = { cbvmda: 'urn:epcglobal:cbv:mda:', yizhan: 'urn:x-yizhan:epcis:' };

/** The `@context` of a document with these prefixes. */
export const contextOf = (prefixes: Prefixes): readonly unknown[] =>
  Object.keys(prefixes).length > 0 ? [STANDARD_CONTEXT, prefixes] : [STANDARD_CONTEXT];
