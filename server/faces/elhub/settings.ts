import { z } from 'zod'
import { documentShape } from './documents/document-settings.ts'
import { checkSeal, sealShape } from './documents/seal-settings.ts'
import { marketShape } from './market-settings.ts'

const Flag = z.stringbool()

export const Settings = z
  .strictObject({
    ...marketShape,
    ...documentShape,
    ...sealShape,
    /** Whether redirect addresses are compared with what the market party has registered. */
    validateRedirectUriFeature: Flag.default(true),
    /** Whether contract names must be in the product catalogue. */
    validateContractNameFeature: Flag.default(false),
    /** Whether `authorizationRequestId` and `status` are appended to the redirect address after an answer. */
    redirectWithStatus: Flag.default(false),
    /** The media type of answers to callers that do not choose. */
    answerMediaType: z
      .enum(['application/vnd.api+json', 'application/json'])
      .default('application/vnd.api+json'),
  })
  .superRefine(checkSeal)

export type Settings = z.infer<typeof Settings>
