import { createHash } from 'node:crypto';
import { generalErrors, numericKey } from '../../../platform/graphql/index.js';
import { commandOnce, type Database, type Transaction } from '../../../platform/persistence/index.js';
import { may, type Viewer } from '../../../platform/policy/index.js';
import type { Clock } from '../../../shared/clock.js';
import { todayInChina } from '../../people/index.js';
import { qualityErrors } from './quality.errors.js';
import { checkPastDay, checkPhotos, checkText } from './text.rules.js';
import {
  ConsentPurpose,
  StoryKind,
  type ConsentRecordInput,
  type ConsentWithdrawInput,
  type StoryWriteInput,
} from './trust.inputs.js';

interface StoryFound {
  id: number;
  village: string;
  household: number | null;
  photos: number;
}

/** Consents of households, and the stories that rest on them (mission E3). */
export class StoryCommands {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Answers the consent's key. */
  consent(viewer: Viewer, { idempotencyKey, ...input }: ConsentRecordInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { consentRecord: input } };
    return commandOnce(this.db, key, async (tx) => {
      const text = checkText(input.text, 'text', 2, 20_000);
      const evidence = checkText(input.evidence, 'evidence', 2, 200);
      const givenOn = checkPastDay(input.givenOn, todayInChina(this.clock.now()), 'givenOn');
      const household = await this.household(tx, viewer, input.householdId);
      const [made] = await tx.query<{ id: number }>(
        `insert into consent(household_id, purpose, text_sha256, evidence, given_on, recorded_by)
         values ($1, $2, $3, $4, $5::text::date, $6) on conflict (household_id, purpose) where withdrawn_at is null do nothing returning id::float8 as id`,
        [household, input.purpose, createHash('sha256').update(text).digest('hex'), evidence, givenOn, viewer.scope],
      );
      if (!made) throw qualityErrors.refuse('CONSENT_GIVEN', { field: 'purpose' });
      return made.id;
    });
  }

  /** Takes consent back, and with it what was published by it: in the same transaction. Answers the consent's key. */
  withdraw(viewer: Viewer, { householdId, purpose }: ConsentWithdrawInput): Promise<number> {
    return this.db.command(async (tx) => {
      const household = await this.household(tx, viewer, householdId);
      const [gone] = await tx.query<{ id: number }>(
        `update consent set withdrawn_at = $3, withdrawn_by = $4 where household_id = $1 and purpose = $2 and withdrawn_at is null
         returning id::float8 as id`,
        [household, purpose, this.clock.now().toISOString(), viewer.scope],
      );
      if (!gone) throw qualityErrors.refuse('CONSENT_WITHDRAWN', { field: 'purpose' });
      if (purpose !== ConsentPurpose.TRACE_NAME)
        await tx.query(
          `update story set state = 'UNPUBLISHED', version = version + 1
            where household_id = $1 and state = 'PUBLISHED' and ($2 = 'STORY' or cardinality(photo_urls) > 0)`,
          [household, purpose],
        );
      return gone.id;
    });
  }

  /** Answers the story's key: a draft. */
  write(viewer: Viewer, { idempotencyKey, ...input }: StoryWriteInput): Promise<number> {
    const key = { scope: viewer.scope, key: idempotencyKey, input: { storyWrite: input } };
    return commandOnce(this.db, key, async (tx) => {
      const title = checkText(input.title, 'title', 2, 80);
      const body = checkText(input.body, 'body', 2, 20_000);
      const photos = checkPhotos(input.photoUrls, 'photoUrls');
      const household = input.householdId ? await this.household(tx, viewer, input.householdId) : null;
      if (input.kind === StoryKind.WAY_OUT_OF_POVERTY && household === null)
        throw qualityErrors.refuse('CONSENT_REQUIRED', { field: 'householdId' });
      const [village] = await tx.query(`select code from place where code = $1 and level = 'VILLAGE'`, [
        input.villageCode,
      ]);
      if (!village || !may(viewer, 'write', 'Story', { place: input.villageCode }))
        throw generalErrors.refuse('NOT_FOUND', { field: 'villageCode', thing: 'village' });
      if (input.brandCode) {
        const [brand] = await tx.query('select code from brand where code = $1', [input.brandCode]);
        if (!brand) throw qualityErrors.refuse('UNKNOWN_BRAND', { field: 'brandCode' });
      }
      const [made] = await tx.query<{ id: number }>(
        `insert into story(kind, title, body, photo_urls, village_code, household_id, brand_code, written_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id::float8 as id`,
        [input.kind, title, body, photos, input.villageCode, household, input.brandCode ?? null, viewer.scope],
      );
      return made!.id;
    });
  }

  /** Of a living person only with their consent, and their photo only with consent to that. */
  publish(viewer: Viewer, storyId: string): Promise<number> {
    return this.db.command(async (tx) => {
      const story = await this.story(tx, viewer, storyId);
      if (story.household !== null) {
        const wanted = story.photos > 0 ? ['STORY', 'PHOTO'] : ['STORY'];
        // Held until commit: a withdrawal comes before or after, never between.
        const live = await tx.query(
          'select purpose from consent where household_id = $1 and purpose = any($2) and withdrawn_at is null for share',
          [story.household, wanted],
        );
        if (live.length < wanted.length) throw qualityErrors.refuse('CONSENT_REQUIRED', { field: 'storyId' });
      }
      await tx.query(
        `update story set state = 'PUBLISHED', published_at = coalesce(published_at, $2), version = version + 1 where id = $1 and state <> 'PUBLISHED'`,
        [story.id, this.clock.now().toISOString()],
      );
      return story.id;
    });
  }

  unpublish(viewer: Viewer, storyId: string): Promise<number> {
    return this.db.command(async (tx) => {
      const story = await this.story(tx, viewer, storyId);
      await tx.query(
        `update story set state = 'UNPUBLISHED', version = version + 1 where id = $1 and state = 'PUBLISHED'`,
        [story.id],
      );
      return story.id;
    });
  }

  private async story(tx: Transaction, viewer: Viewer, id: string): Promise<StoryFound> {
    const [story] = await tx.query<StoryFound>(
      `select id::float8 as id, village_code as village, household_id::float8 as household, cardinality(photo_urls) as photos
         from story where id = $1`,
      [numericKey(id, 'Story')],
    );
    if (!story || !may(viewer, 'publish', 'Story', { place: story.village }))
      throw generalErrors.refuse('NOT_FOUND', { field: 'storyId', thing: 'story' });
    return story;
  }

  private async household(tx: Transaction, viewer: Viewer, id: string): Promise<number> {
    const [found] = await tx.query<{ id: number; village: string }>(
      'select id::float8 as id, village_code as village from household where id = $1',
      [numericKey(id, 'Household')],
    );
    if (!found || !may(viewer, 'record', 'Consent', { place: found.village }))
      throw generalErrors.refuse('NOT_FOUND', { field: 'householdId', thing: 'household' });
    return found.id;
  }
}

/** Households, of these, that have agreed to a purpose and not taken it back. */
export async function consenting(
  db: Pick<Database, 'read'>,
  households: readonly number[],
  purpose: ConsentPurpose,
): Promise<ReadonlySet<number>> {
  const rows = await db.read<{ household: number }>(
    'consenting',
    'select household_id as household from consent where household_id = any($1) and purpose = $2 and withdrawn_at is null',
    [households, purpose],
  );
  return new Set(rows.map(({ household }) => household));
}
