import { Field, ObjectType } from 'type-graphql';
import { Visible } from '../../../platform/graphql/index.js';

@ObjectType({ simpleResolvers: true, description: 'What to print on the goods of a batch.' })
@Visible('public')
export class BatchLabel {
  @Field(() => String, { description: 'GS1 Digital Link that its QR code holds: the page that a buyer sees.' })
  link!: string;

  @Field(() => String, { description: 'Address of one label of 70 × 37 mm as SVG: QR code and letters.' })
  svg!: string;

  @Field(() => String, { description: 'Address of the QR code alone as PNG.' })
  png!: string;

  @Field(() => String, {
    description: 'Address of a PDF of A4 sheets with 24 labels; `?n=` for another number, to 240.',
  })
  pdf!: string;
}
