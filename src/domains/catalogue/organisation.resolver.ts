import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow, answer, payloadType, type RequestContext } from '../../platform/graphql/index.js';
import type { Privacy } from '../../platform/privacy/index.js';
import { Producer, producerReads } from '../people/index.js';
import { CatalogueUserError } from './catalogue.errors.js';
import { OrganisationRegisterInput, registerOrganisation } from './organisation-register.js';

const OrganisationRegisterPayload = payloadType('OrganisationRegisterPayload', CatalogueUserError, {
  organisation: { type: () => Producer, description: 'The producer; its premises are the site `PR-` and its number.' },
});

@Resolver()
export class OrganisationResolver {
  constructor(private readonly privacy: Privacy) {}

  @Mutation(() => OrganisationRegisterPayload, {
    description: 'Registers an enterprise, cooperative or large grower: a producer of scale.',
  })
  @Allow('create', 'Organisation')
  organisationRegister(
    @Ctx() context: RequestContext,
    @Arg('input', () => OrganisationRegisterInput) input: OrganisationRegisterInput,
  ): Promise<object> {
    const { db, viewer } = context;
    return answer(context, async () => {
      const key = await registerOrganisation({ db, privacy: this.privacy }, viewer, input);
      return { organisation: await producerReads.byKey(context, key) };
    });
  }
}
