import { z } from 'zod'
import { signalTypes } from '../../domain/signals/consent-signal.ts'
import { label } from '../entry-parts.ts'

const onThisMachine = ['localhost', '127.0.0.1', '[::1]']

function isReceiver(text: string): boolean {
  const url = URL.parse(text)
  if (url?.username !== '' || url.password !== '' || url.hash !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && onThisMachine.includes(url.hostname))
}

const receiverUrl = z
  .string()
  .max(2000)
  .refine(isReceiver, 'must be an https address, or http on this machine itself')

const name = label(100).describe('By which this file knows it; each name once for a client')

const secretFile = z.string().min(1)

const kept = z.literal(true).optional()

export const webhookEntry = z
  .strictObject({
    name,
    url: receiverUrl.describe('Where events are put'),
    events: z
      .array(z.enum(signalTypes.map(type => `consent.${type}` as const)))
      .min(1)
      .optional()
      .describe('Types that are told; all when not said'),
    description: label(1000).optional(),
    secret_file: secretFile
      .optional()
      .describe(
        'Path, from the directory of this file, of the secret that it signs by: whsec_ and 24 to 64 bytes in base64',
      ),
    secret_kept: kept.describe('In place of the file: it goes on signing by what it has here'),
  })
  .refine(entry => (entry.secret_file === undefined) === (entry.secret_kept === true), {
    path: ['secret_file'],
    message: 'must be there, or in its place secret_kept',
  })

const ours = 'urn:samtykke:event:'
const consentEvents = signalTypes.map(type => `${ours}consent/${type}`)

const streamEvent = z
  .string()
  .max(500)
  .refine(
    text => !text.startsWith(ours) || consentEvents.includes(text),
    `must be one of ${signalTypes.map(type => `consent/${type}`).join(', ')} after ${ours}`,
  )

export const streamEntry = z
  .strictObject({
    name,
    method: z.enum(['push', 'poll']).describe('Whether events are pushed (RFC 8935) or polled (RFC 8936)'),
    url: receiverUrl.optional().describe('Where they are pushed to'),
    authorization_file: secretFile
      .optional()
      .describe('Path, from the directory of this file, of what is sent there as the header Authorization'),
    authorization_kept: kept.describe('In place of the file: what is sent there stays as it is here'),
    events: z.array(streamEvent).min(1).optional().describe('URIs of events; all of consents when not said'),
    description: label(1000).optional(),
  })
  .refine(({ method, url }) => (method === 'push') === (url !== undefined), {
    path: ['url'],
    message: 'must be there for push, and not for poll',
  })
  .refine(({ method, authorization_file: file }) => method === 'push' || file === undefined, {
    path: ['authorization_file'],
    message: 'is for push',
  })
  .refine(({ authorization_file: file, authorization_kept: kept }) => file === undefined || !kept, {
    path: ['authorization_kept'],
    message: 'cannot stand beside authorization_file',
  })

export type WebhookEntry = z.infer<typeof webhookEntry>
export type StreamEntry = z.infer<typeof streamEntry>
