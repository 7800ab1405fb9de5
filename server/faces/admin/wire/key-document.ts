import { z } from 'zod'
import { signingAlgorithms } from '../../../domain/registry/signing-algorithm.ts'
import { utcText } from '../../../domain/text/utc-text.ts'
import type { KeyStanding } from '../../../usecases/steps/key-states.ts'

export const KeyDocument = z.object({
  kid: z.string(),
  alg: z.enum(signingAlgorithms),
  state: z
    .enum(['published', 'signs', 'verifies'])
    .describe('`published` until it signs, `verifies` once another one signs'),
  published_at: z.string().describe('RFC 3339'),
  signs_from: z.string().describe('RFC 3339'),
  retires_at: z.string().optional().describe('When it leaves the published set, RFC 3339'),
})

export const keyDocument = (key: KeyStanding): z.infer<typeof KeyDocument> => ({
  kid: key.kid,
  alg: key.alg,
  state: key.state,
  published_at: utcText(key.publishedAt),
  signs_from: utcText(key.activeFrom),
  ...(key.retiredAt && { retires_at: utcText(key.retiredAt) }),
})

export const exampleKey = {
  kid: 'u5Yk1hAJeKQ0c2q1cY9o0Pp4mJfC0n3wS9rX7bT2dEg',
  alg: 'ES256',
  state: 'published',
  published_at: '2026-11-30T09:00:00+00:00',
  signs_from: '2026-11-30T09:10:00+00:00',
}
