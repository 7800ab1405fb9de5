interface EarlierSecret {
  readonly secret: string
  readonly until: Date
}

/** What a webhook is signed by: the secret, and for a while those before it, so that its receiver may change over. */
export interface WebhookSecrets {
  readonly current: string
  readonly before?: EarlierSecret | undefined
  /** Those before that, the newest first. */
  readonly earlier?: readonly EarlierSecret[] | undefined
}

/** How a secret is written, as Standard Webhooks has it. */
export const webhookSecretForm = /^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** `whsec_` and 24 to 64 bytes in base64. */
export function isWebhookSecret(text: string): boolean {
  const digits = text.slice('whsec_'.length).replace(/=+$/, '').length
  const bytes = Math.floor((digits * 3) / 4)
  return webhookSecretForm.test(text) && bytes >= 24 && bytes <= 64
}

const overlapMilliseconds = 24 * 3600 * 1000

/** With another secret; what is good now is good for a day after it was changed. */
export function rotated(
  { current, before, earlier = [] }: WebhookSecrets,
  secret: string,
  now: Date,
): WebhookSecrets {
  const until = new Date(now.getTime() + overlapMilliseconds)
  const others = [...(before ? [before] : []), ...earlier].filter(one => now < one.until)
  return {
    current: secret,
    before: { secret: current, until },
    ...(others.length > 0 && { earlier: others }),
  }
}

/** Those that are signed by now, the newest first. */
export const secretsAt = (
  { current, before, earlier = [] }: WebhookSecrets,
  now: Date,
): readonly string[] => [
  current,
  ...[...(before ? [before] : []), ...earlier].filter(one => now < one.until).map(({ secret }) => secret),
]

/** That may be good at once: each message is signed by all of them. */
export const mostSecrets = 5

/** As they are kept with the stream. */
export const writeSecrets = (secrets: WebhookSecrets): string => JSON.stringify(secrets)

/** The same read again. */
export function readSecrets(kept: string): WebhookSecrets {
  const { current, before, earlier } = JSON.parse(kept) as WebhookSecrets
  return {
    current,
    ...(before && { before: withDate(before) }),
    ...(earlier && { earlier: earlier.map(withDate) }),
  }
}

const withDate = ({ secret, until }: EarlierSecret): EarlierSecret => ({ secret, until: new Date(until) })
