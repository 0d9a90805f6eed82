import { Field, InputType, registerEnumType } from 'type-graphql';
import { generalErrors, PlaceCodeScalar } from '../../platform/graphql/index.js';
import { commandOnce, type Database } from '../../platform/persistence/index.js';
import { may, type Viewer } from '../../platform/policy/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import { checkCreditCode, checkPhone, producerEvent, ProducerKind } from '../people/index.js';
import { catalogueErrors } from './catalogue.errors.js';

export enum OrganisationKind {
  ENTERPRISE = 'ENTERPRISE',
  COOPERATIVE = 'COOPERATIVE',
  LARGE_GROWER = 'LARGE_GROWER',
}
registerEnumType(OrganisationKind, {
  name: 'OrganisationKind',
  description: 'Kinds of producers of scale (mission B8).',
});

@InputType()
export class OrganisationRegisterInput {
  @Field(() => String, { description: "The caller's name for this command: a repeat answers the same." })
  idempotencyKey!: string;

  @Field(() => OrganisationKind)
  kind!: OrganisationKind;

  @Field(() => String, { description: '1 to 60 characters, shown to everyone.' })
  name!: string;

  @Field(() => PlaceCodeScalar, { description: 'The village or community it is in.' })
  villageCode!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Unified social credit code, GB 32100; a large grower may have none.',
  })
  creditCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Whom to ask for; stored encrypted.' })
  contact?: string | null;

  @Field(() => String, { nullable: true, description: 'Stored encrypted.' })
  phone?: string | null;
}

/** Registers a producer of scale, with the premises it sells from. Answers its key. */
export function registerOrganisation(
  { db, privacy }: { db: Database; privacy: Privacy },
  viewer: Viewer,
  { idempotencyKey, ...input }: OrganisationRegisterInput,
): Promise<number> {
  return commandOnce(
    db,
    { scope: viewer.scope, key: idempotencyKey, input: { organisationRegister: input } },
    async (tx) => {
      const name = input.name.trim();
      if (name.length < 1 || [...name].length > 60) throw catalogueErrors.refuse('BAD_NAME', { field: 'name' });
      const creditCode = checkedCreditCode(input);
      const phone = checkedPhone(input.phone);
      const village = await tx.query(`select code from place where code = $1 and level = 'VILLAGE'`, [
        input.villageCode,
      ]);
      if (village.length === 0) throw generalErrors.refuse('NOT_FOUND', { field: 'villageCode', thing: 'village' });
      if (!may(viewer, 'create', 'Organisation', { place: input.villageCode })) {
        throw generalErrors.refuse('OUT_OF_REGION', { field: 'villageCode' });
      }
      const [producer] = await tx.query<{ id: number }>(
        'insert into producer(kind, display_name, village_code) values ($1, $2, $3) returning id::float8 as id',
        [input.kind, name, input.villageCode],
      );
      const { id } = producer!;
      const seal = (column: string, plain: string) =>
        privacy.seal(plain, { table: 'organisation', column, row: String(id) });
      const taken = await tx.query(
        `insert into organisation(id, credit_code, contact_sealed, phone_sealed) values ($1, $2, $3, $4)
       on conflict (credit_code) do nothing returning id`,
        [id, creditCode, input.contact ? seal('contact', input.contact.trim()) : null, phone && seal('phone', phone)],
      );
      if (taken.length === 0) throw catalogueErrors.refuse('DUPLICATE_CREDIT_CODE', { field: 'creditCode' });
      await tx.query(
        `insert into site(code, kind, name, place_code) values ('PR-' || $1::bigint, 'PREMISES', $2, $3)`,
        [id, name, input.villageCode],
      );
      tx.emit(producerEvent({ producer: id, type: ProducerKind[input.kind], place: input.villageCode }));
      return id;
    },
  );
}

function checkedCreditCode({
  kind,
  creditCode,
}: Pick<OrganisationRegisterInput, 'kind' | 'creditCode'>): string | null {
  if (!creditCode && kind === OrganisationKind.LARGE_GROWER) return null;
  const checked = checkCreditCode(creditCode ?? '');
  if (!checked.ok) throw catalogueErrors.refuse('BAD_CREDIT_CODE', { field: 'creditCode' });
  return checked.value;
}

function checkedPhone(phone: string | null | undefined): string | null {
  if (!phone) return null;
  const checked = checkPhone(phone);
  if (!checked.ok) throw catalogueErrors.refuse('BAD_PHONE', { field: 'phone' });
  return checked.value;
}
