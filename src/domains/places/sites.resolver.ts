import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import {
  Allow,
  answer,
  connectionType,
  payloadType,
  type Page,
  type RequestContext,
} from '../../platform/graphql/index.js';
import { PlacesUserError } from './places.errors.js';
import { siteReads } from './places.reads.js';
import { Site, type SiteRow } from './places.types.js';
import { SiteRegisterInput, SitesArgs } from './sites.inputs.js';
import type { SitesService } from './sites.service.js';

const SiteConnection = connectionType('Site', () => Site);
const SiteRegisterPayload = payloadType('SiteRegisterPayload', PlacesUserError, {
  site: { type: () => Site, description: 'The new site.' },
});

@Resolver()
export class SitesResolver {
  constructor(private readonly service: SitesService) {}

  @Query(() => SiteConnection, { description: 'Where stock stands, in the order it was set up.' })
  @Allow('read', 'Place')
  sites(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args(() => SitesArgs) args: SitesArgs,
  ): Promise<Page<SiteRow>> {
    return this.service.list(context, info, args);
  }

  @Mutation(() => SiteRegisterPayload, { description: 'Sets up a centre, collection point, counter or kiosk site.' })
  @Allow('create', 'Site')
  siteRegister(
    @Ctx() context: RequestContext,
    @Arg('input', () => SiteRegisterInput) input: SiteRegisterInput,
  ): Promise<object> {
    return answer(context, async () => ({
      site: await siteReads.byKey(context, await this.service.register(context.viewer, input)),
    }));
  }
}
