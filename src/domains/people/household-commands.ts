import { generalErrors, numericKey } from '../../platform/graphql/index.js';
import { commandOnce, fingerprint, type Database, type Transaction } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import type { Clock } from '../../shared/clock.js';
import { logAssistedEntries } from './assisted-entries.js';
import { householdEvent } from './household.events.js';
import { HouseholdRecord, ProducerRecord } from './household.entity.js';
import type { HouseholdRegisterInput, HouseholdUpdateInput } from './household.inputs.js';
import {
  changedFacts,
  checkHouseholdNo,
  checkPersonalData,
  isSynthetic,
  knownFacts,
  todayInChina,
  type HouseholdFacts,
} from './household.rules.js';
import type { HouseholdSeals } from './household-seals.js';
import { peopleErrors } from './people.errors.js';
import { ProducerKind } from './producer.types.js';
import { maskName } from './rules/masking.rules.js';

const UNIQUE_VIOLATION = '23505';

/** Writes of the register by hand: each method is one transaction with its event and its assisted entry. Answers the key. */
export class HouseholdCommands {
  constructor(
    private readonly db: Database,
    private readonly privacy: Privacy,
    private readonly seals: HouseholdSeals,
    private readonly clock: Clock,
    private readonly demo: boolean,
  ) {}

  register(viewer: Viewer, { idempotencyKey, ...input }: HouseholdRegisterInput): Promise<number> {
    // A plain hash of a person's data could be guessed back from the key table: it is keyed first.
    const asked = { householdRegister: this.privacy.blindIndex(fingerprint(input), 'household.command') };
    return commandOnce(this.db, { scope: viewer.scope, key: idempotencyKey, input: asked }, async (tx) => {
      const of = {
        villageCode: await this.village(tx, viewer, input.villageCode),
        householdNo: checkHouseholdNo(input.householdNo),
      };
      const { phone = null, helper = null, note = null } = input;
      const data = checkPersonalData({ ...input, phone, helper, note }, this.checks());
      const producer = tx.em.create(ProducerRecord, {
        kind: ProducerKind.HOUSEHOLD,
        displayName: maskName(data.name),
        villageCode: of.villageCode,
        active: true,
      } as ProducerRecord);
      await tx.em.flush();
      const { category, willing, able } = input;
      const household = tx.em.create(HouseholdRecord, {
        key: producer.key,
        ...of,
        ...this.seals.seal(of, data),
        category,
        willing,
        able,
        synthetic: isSynthetic(data.idNumber),
        version: 1,
        enteredBy: viewer.scope,
        updatedAt: this.clock.now(),
      });
      await flushUnique(tx);
      await this.log(tx, viewer, household, 'CREATED', knownFacts({ ...data, category, willing, able }));
      return household.key;
    });
  }

  /** Nothing is written, logged or told when nothing differs. */
  update(viewer: Viewer, input: HouseholdUpdateInput): Promise<number> {
    return this.db.command(async (tx) => {
      const household = await this.own(tx, viewer, input.householdId);
      if (input.expectedVersion && input.expectedVersion !== household.version)
        throw peopleErrors.refuse('STALE', { field: 'expectedVersion' });
      const before: HouseholdFacts = {
        ...this.seals.open(household, household),
        category: household.category,
        willing: household.willing,
        able: household.able,
      };
      const after = this.merged(before, input);
      const changed = changedFacts(before, after);
      if (changed.length === 0) return household.key;
      Object.assign(household, this.seals.seal(household, after), {
        category: after.category,
        willing: after.willing,
        able: after.able,
        synthetic: isSynthetic(after.idNumber),
        enteredBy: viewer.scope,
        updatedAt: this.clock.now(),
      });
      if (changed.includes('name')) {
        const producer = await tx.em.findOneOrFail(ProducerRecord, { key: household.key });
        producer.displayName = maskName(after.name);
      }
      await flushUnique(tx);
      await this.log(tx, viewer, household, 'UPDATED', changed);
      return household.key;
    });
  }

  private merged(before: HouseholdFacts, input: HouseholdUpdateInput): HouseholdFacts {
    const kept = <T>(given: T | null | undefined, was: T): T => given ?? was;
    const cleared = (given: string | null | undefined, was: string | null) => (given === undefined ? was : given);
    const data = checkPersonalData(
      {
        name: kept(input.name, before.name),
        idNumber: kept(input.idNumber, before.idNumber),
        phone: cleared(input.phone, before.phone),
        helper: cleared(input.helper, before.helper),
        note: cleared(input.note, before.note),
      },
      this.checks(),
    );
    const { category, willing, able } = input;
    return {
      ...data,
      category: kept(category, before.category),
      willing: kept(willing, before.willing),
      able: kept(able, before.able),
    };
  }

  private checks() {
    return { today: todayInChina(this.clock.now()), allowSynthetic: this.demo };
  }

  private async village(tx: Transaction, viewer: Viewer, code: string): Promise<string> {
    const found = await tx.query(`select 1 as one from place where code = $1 and level = 'VILLAGE'`, [code]);
    if (found.length === 0) throw peopleErrors.refuse('UNKNOWN_VILLAGE', { field: 'villageCode', village: code });
    if (!may(viewer, 'create', 'Household', { place: code }))
      throw generalErrors.refuse('OUT_OF_REGION', { field: 'villageCode' });
    return code;
  }

  private async own(tx: Transaction, viewer: Viewer, id: string): Promise<HouseholdRecord> {
    const key = numericKey(id, 'Household');
    const household = key === null ? null : await tx.em.findOne(HouseholdRecord, { key });
    if (!household || !may(viewer, 'update', 'Household', { place: household.villageCode })) {
      throw generalErrors.refuse('NOT_FOUND', { field: 'householdId', thing: 'household' });
    }
    return household;
  }

  private async log(
    tx: Transaction,
    viewer: Viewer,
    household: HouseholdRecord,
    action: 'CREATED' | 'UPDATED',
    fields: string[],
  ): Promise<void> {
    const by = { enteredBy: viewer.scope, enteredAs: viewer.role, source: 'FORM' } as const;
    await logAssistedEntries(tx, by, [{ householdKey: household.key, subject: 'household', action, fields }]);
    tx.emit(householdEvent(household.key, household.version, household.villageCode, action));
  }
}

async function flushUnique(tx: Transaction): Promise<void> {
  try {
    await tx.em.flush();
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code !== UNIQUE_VIOLATION) throw error;
    if (constraint === 'household_id_number_index_key')
      throw peopleErrors.refuse('DUPLICATE_ID_NUMBER', { field: 'idNumber' });
    throw peopleErrors.refuse('DUPLICATE_HOUSEHOLD_NO', { field: 'householdNo' });
  }
}
