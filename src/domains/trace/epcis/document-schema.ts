import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { packageFile } from '../../../platform/config/index.js';
import type { EpcisEvent } from './epcis.types.js';

/** What is wrong with a document or an event: where (a JSON pointer) and what, in English. */
export interface Fault {
  readonly at: string;
  readonly problem: string;
}

const FILE = packageFile('data', 'epcis', 'epcis-json-schema.json');
/** A document of thousands of events may be wrong in each: the first faults tell enough. */
const TOLD = 10;

interface Checks {
  readonly document: ValidateFunction;
  readonly event: ValidateFunction;
}
let compiled: Checks | undefined;

/** The standard's schema, compiled when it is first needed: it costs about 100 ms. */
function checks(): Checks {
  if (compiled) return compiled;
  const schema = JSON.parse(readFileSync(FILE, 'utf8')) as { $id: string };
  const ajv = new Ajv({ strict: false, allErrors: false });
  (formats as unknown as (instance: Ajv) => Ajv)(ajv);
  const document = ajv.compile(schema);
  const event = ajv.compile({ $ref: `${schema.$id}#/definitions/EPCIS-Document-Event` });
  compiled = { document, event };
  return compiled;
}

/** Faults of an EPCIS or query document by GS1's JSON schema; none where it is right. */
export const documentFaults = (document: unknown): Fault[] => faultsOf(checks().document, document);

/** Faults of one event of a document. */
export const eventFaults = (event: EpcisEvent): Fault[] => faultsOf(checks().event, event);

function faultsOf(check: ValidateFunction, value: unknown): Fault[] {
  if (check(value)) return [];
  return (check.errors ?? []).slice(0, TOLD).map(({ instancePath, message, params }: ErrorObject) => ({
    at: instancePath || '/',
    problem: `${message ?? 'is wrong'}${'allowedValue' in params ? ` (${String(params['allowedValue'])})` : ''}`,
  }));
}
