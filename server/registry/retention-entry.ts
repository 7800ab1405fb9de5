import { z } from 'zod'
import { toPeriod } from '../domain/registry/period.ts'
import {
  endsOf,
  type KeptKind,
  keptKinds,
  outlivingIdentity,
  type Retention,
  type RetentionRule,
  retentionBases,
} from '../domain/registry/retention.ts'
import { localizedLabel } from './entry-parts.ts'

const wrongPeriod = 'must be always, or a period of whole days like P3Y, P18M or P90D (ISO 8601)'

const kept = z
  .string(wrongPeriod)
  .refine(text => text === 'always' || toPeriod(text) !== undefined, wrongPeriod)
  .describe('How long after the end of the consent: always, or a period like P3Y, P18M or P90D (ISO 8601)')

const meanings: Readonly<Record<KeptKind, string>> = {
  text: 'The text that the person read. Its hash stays',
  words: 'What was written to and about the person: messages, details, rights and what a face adds',
  uses: 'What each use was for. That it was used, when and by whom stays, unless it is to be deleted',
  documents: 'The files of a signed document. The hash of the signed one stays',
  declined:
    'What was written and read in a question that gave no consent: declined, taken back, or not answered in time',
  notices: 'That mails were sent about the consent',
  identity:
    'Who it was: name and national identity number, once everything of the person is past its time. With it goes the key of all that is sealed about her',
}

const ruleEntry = (kind: KeptKind) =>
  z
    .strictObject({
      kept,
      basis: z.enum(retentionBases).describe('The legal basis (GDPR article 6(1))'),
      why: localizedLabel.describe('Why that long, in a sentence that people read'),
      end: z
        .enum(endsOf[kind], `must be ${endsOf[kind].join(' or ')} for ${kind}`)
        .default(endsOf[kind][0])
        .describe('What happens then'),
    })
    .optional()
    .describe(meanings[kind])

const rules = Object.fromEntries(keptKinds.map(kind => [kind, ruleEntry(kind)])) as {
  readonly [Kind in KeptKind]: ReturnType<typeof ruleEntry>
}

/** What this server keeps about consents for a purpose, as long as they have ended. */
export const retentionEntry = z
  .strictObject(rules)
  .superRefine((entry, context) => {
    for (const kind of outlivingIdentity(toRetention(entry) ?? {})) {
      const message =
        'must not be kept for longer than identity, which goes with all that is sealed about the person'
      context.addIssue({ code: 'custom', path: [kind, 'kept'], message })
    }
  })
  .describe(
    'How long this server keeps what it has of a consent that has ended; the settings say it of what is not named here. ' +
      'How long the one who asks keeps the information is another thing, and stands in privacy',
  )

type RetentionEntry = z.infer<z.ZodObject<typeof rules>>

export const toRetention = (entry: RetentionEntry | undefined): Retention | undefined =>
  entry &&
  (Object.fromEntries(
    keptKinds.flatMap(kind => (entry[kind] ? [[kind, entry[kind] as RetentionRule]] : [])),
  ) as Retention)
