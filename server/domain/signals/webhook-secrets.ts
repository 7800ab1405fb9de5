/** What a webhook is signed by: the secret, and for a while the one before it, so that its receiver may change over. */
export interface WebhookSecrets {
  readonly current: string
  readonly before?: { readonly secret: string; readonly until: Date } | undefined
}

const overlapMilliseconds = 24 * 3600 * 1000

/** With another secret; what there was is good for a day more. */
export const rotated = ({ current }: WebhookSecrets, secret: string, now: Date): WebhookSecrets => ({
  current: secret,
  before: { secret: current, until: new Date(now.getTime() + overlapMilliseconds) },
})

/** Those that are signed by now, the newest first. */
export const secretsAt = ({ current, before }: WebhookSecrets, now: Date): readonly string[] =>
  before && now < before.until ? [current, before.secret] : [current]
