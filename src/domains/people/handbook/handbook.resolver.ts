import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow, answer, type RequestContext } from '../../../platform/graphql/index.js';
import type { HandbookImport } from './handbook-import.js';
import { HandbookImportInput, HandbookImportPayload } from './handbook.types.js';
import { ROW_ERRORS } from './row-errors.js';

@Resolver()
export class HandbookResolver {
  constructor(private readonly handbook: HandbookImport) {}

  @Mutation(() => HandbookImportPayload, {
    description: 'Loads an uploaded handbook of households and products of your region; twice changes nothing.',
  })
  @Allow('import', 'Household')
  handbookImport(
    @Ctx() context: RequestContext,
    @Arg('input', () => HandbookImportInput) input: HandbookImportInput,
  ): Promise<object> {
    return answer(context, async () => {
      const { errors, ...report } = await this.handbook.loadUpload(context.viewer, input);
      const { language } = context;
      const rowErrors = errors.map(({ expected, ...error }) => ({
        ...error,
        expected: expected[language],
        message: ROW_ERRORS[error.code][language],
      }));
      return { import: report, rowErrors };
    });
  }
}
