import { may } from '../../../platform/policy/index.js';
import type { Domain, Kernel } from '../../kernel.js';
import { BrandCommands } from './brands.js';
import { CertificateCommands } from './certificates.js';
import { InputUseCommands } from './input-use.js';
import { InspectionCommands } from './inspections.js';
import { LimitCommands } from './limits.js';
import { Monitoring } from './monitoring.js';
import { PledgeCommands } from './pledges.js';
import { PublicationCommands } from './publication.js';
import { qualityRules } from './quality.policy.js';
import { inputUseReads, inspectionReads, limitReads, mayReadInspection } from './quality.reads.js';
import { QualityResolver } from './quality.resolver.js';
import { StoryCommands } from './stories.js';
import { StoryResolver } from './story.resolver.js';
import { certificateReads, consentReads, licenceReads, markReads, pledgeReads, storyReads } from './trust.reads.js';
import { TrustResolver } from './trust.resolver.js';

/** Quality (mission D, E): part of circulation, with tables and errors of its own. */
export function createQuality({ db, policy, nodes, privacy, clock }: Kernel): Pick<Domain, 'resolvers'> {
  policy.define(qualityRules);
  const shown = [
    ['InputUse', inputUseReads],
    ['LimitTable', limitReads],
    ['ConformityCertificate', certificateReads],
    ['OperatorPledge', pledgeReads],
    ['BrandLicence', licenceReads],
    ['HeritageMark', markReads],
  ] as const;
  for (const [type, reads] of shown)
    nodes.register(type, (context, key) => reads.byKey(context, Number(key)), 'number');
  nodes.register(
    'Inspection',
    async (context, key) => {
      const row = await inspectionReads.byKey(context, key);
      return row && mayReadInspection(context, row) ? row : null;
    },
    'uuid',
  );
  nodes.register(
    'Consent',
    async (context, key) => {
      const row = await consentReads.byKey(context, Number(key));
      return row && may(context.viewer, 'read', 'Consent', { place: row.placeCode }) ? row : null;
    },
    'number',
  );
  nodes.register(
    'Story',
    async (context, key) => {
      const row = await storyReads.byKey(context, Number(key));
      const seen =
        row?.state === 'PUBLISHED' || (row && may(context.viewer, 'write', 'Story', { place: row.villageCode }));
      return seen ? row : null;
    },
    'number',
  );
  const reports = {
    uses: new InputUseCommands(db, clock),
    limits: new LimitCommands(db),
    inspections: new InspectionCommands(db, clock),
    publication: new PublicationCommands(db, clock),
    monitoring: new Monitoring(db),
  };
  const trust = {
    certificates: new CertificateCommands(db, privacy, clock),
    brands: new BrandCommands(db, clock),
    pledges: new PledgeCommands(db, clock),
  };
  return {
    resolvers: [
      new QualityResolver(reports),
      new TrustResolver(trust, privacy),
      new StoryResolver(new StoryCommands(db, clock)),
    ],
  };
}
