import type { FindIdentity, Tokens } from '../../platform/auth/index.js';
import type { Domain, Kernel } from '../kernel.js';
import type { PlacesService } from '../places/index.js';
import { credentialEvents } from './credential.events.js';
import { HandbookImport } from './handbook/handbook-import.js';
import { HandbookResolver } from './handbook/handbook.resolver.js';
import { Uploads } from './handbook/uploads.js';
import { HouseholdCommands } from './household-commands.js';
import { householdEvents } from './household.events.js';
import { HouseholdRecord, ProducerRecord } from './household.entity.js';
import { HouseholdResolver } from './household.resolver.js';
import { HouseholdSeals } from './household-seals.js';
import { Household } from './household.types.js';
import { HouseholdsService } from './households.service.js';
import { peopleRules } from './people.policy.js';
import { producerEvents } from './producer.events.js';
import { DeviceKeys } from './staff/device-keys.js';
import { findIdentityIn } from './staff/find-identity.js';
import { Sessions } from './staff/sessions.js';
import { StaffCommands } from './staff/staff-commands.js';
import { StaffResolver } from './staff/staff.resolver.js';

export { logAssistedEntries, type EnteredBy, type Entry } from './assisted-entries.js';
export type { HandbookIndustry, RowProduct } from './handbook/check-row.js';
export { fileAt, fileOf, type FileSource } from './handbook/file-source.js';
export type { HandbookImport, ImportOptions, ImportReport } from './handbook/handbook-import.js';
export type { HandbookProduct, Outcome, ProductIntake, ProductOutcome } from './handbook/product-intake.js';
export type { RowError, RowErrorCode } from './handbook/row-errors.js';
export { handbookTemplateCsv, handbookTemplateXlsx } from './handbook/template.js';
export { UPLOAD_LIMIT, type Upload, type Uploads } from './handbook/uploads.js';
export { credentialPayload, type CredentialPayload } from './credential.events.js';
export { Household, HouseholdCategory, type HouseholdRow, type ProducerRow } from './household.types.js';
export { householdReads, producerReads } from './people.reads.js';
export { producerEvent } from './producer.events.js';
export { Producer, PRODUCER_TYPES, ProducerKind } from './producer.types.js';
export { checkCreditCode } from './rules/credit-code.rules.js';
export { checkIdNumber } from './rules/id-number.rules.js';
export { HouseholdSeals } from './household-seals.js';
export { mulberry32, syntheticHouseholds, type SyntheticHousehold } from './synthetic-households.js';
export { todayInChina } from './household.rules.js';
export { maskName, maskPhone } from './rules/masking.rules.js';
export { checkPhone } from './rules/phone.rules.js';
export { createDemoStaff, issueDemoToken } from './staff/demo-staff.js';
export { customerOf } from './staff/customers.js';
export type { CustomerSession, Sessions } from './staff/sessions.js';

export const peopleEntities = [ProducerRecord, HouseholdRecord];

export function createPeople(
  { db, policy, nodes, events, privacy, clock, demo }: Kernel,
  { places, tokens }: { places: PlacesService; tokens: Tokens },
): Domain & {
  findIdentity: FindIdentity;
  sessions: Sessions;
  staff: StaffCommands;
  handbook: HandbookImport;
  uploads: Uploads;
} {
  const seals = new HouseholdSeals(privacy);
  const households = new HouseholdsService(db);
  const sessions = new Sessions(db, tokens, clock);
  const staff = new StaffCommands(db);
  const uploads = new Uploads(db);
  const handbook = new HandbookImport(db, seals, clock, demo, uploads);
  policy.define(peopleRules);
  for (const kind of [householdEvents, producerEvents, credentialEvents]) events.define(kind);
  nodes.register('Household', (context, key) => households.byKey(context, key), 'number');
  return {
    sessions,
    staff,
    handbook,
    uploads,
    findIdentity: findIdentityIn(db, demo),
    resolvers: [
      new HouseholdResolver(households, new HouseholdCommands(db, privacy, seals, clock, demo), seals, db),
      new HandbookResolver(handbook),
      new StaffResolver(sessions, staff, new DeviceKeys(db, staff), places, db),
    ],
    orphanedTypes: [Household],
  };
}
