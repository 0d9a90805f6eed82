import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, answer, payloadType, type RequestContext } from '../../platform/graphql/index.js';
import type { DeliveryService } from './delivery.service.js';
import {
  DeliveryArea,
  DeliveryAreaRemoveInput,
  DeliveryAreaSetInput,
  DeliveryCheck,
  DeliveryCheckInput,
} from './delivery.types.js';
import { ShopsUserError } from './shops.errors.js';

const area = {
  deliveryArea: { type: () => DeliveryArea, description: "The site's own area as it is now; null where it has none." },
};
const DeliveryAreaSetPayload = payloadType('DeliveryAreaSetPayload', ShopsUserError, area);
const DeliveryAreaRemovePayload = payloadType('DeliveryAreaRemovePayload', ShopsUserError, area);

@Resolver()
export class DeliveryResolver {
  constructor(private readonly delivery: DeliveryService) {}

  @Query(() => DeliveryCheck, {
    nullable: true,
    description: 'Can this be delivered there? null where no site sells it.',
  })
  @Allow('read', 'DeliveryArea')
  deliveryCheck(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeliveryCheckInput) input: DeliveryCheckInput,
  ): Promise<DeliveryCheck | null> {
    return this.delivery.check(context, input);
  }

  @Mutation(() => DeliveryAreaSetPayload, {
    description: 'Gives a shop or centre its delivery area, in place of any it had.',
  })
  @Allow('update', 'DeliveryArea')
  deliveryAreaSet(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeliveryAreaSetInput) input: DeliveryAreaSetInput,
  ): Promise<object> {
    return this.answer(context, () => this.delivery.set(context.viewer, input));
  }

  @Mutation(() => DeliveryAreaRemovePayload, { description: "Takes a site's own delivery area away." })
  @Allow('update', 'DeliveryArea')
  deliveryAreaRemove(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeliveryAreaRemoveInput) { siteCode }: DeliveryAreaRemoveInput,
  ): Promise<object> {
    return this.answer(context, () => this.delivery.remove(context.viewer, siteCode));
  }

  private answer(context: RequestContext, command: () => Promise<string>): Promise<object> {
    return answer(context, async () => ({ deliveryArea: await this.delivery.ownArea(await command()) }));
  }
}
