interface Sending {
  readonly form?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly as?: { readonly client_id: string; readonly client_secret: string }
  readonly cookie?: string
  readonly bearer?: string
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The members of a JSON object, none for anything else. */
  readonly json: Readonly<Record<string, unknown>>
}

/** One request of a program, a POST when it carries a form or JSON; no redirect is followed. */
export async function send(url: string, { form, json, as, cookie, bearer }: Sending = {}): Promise<Answer> {
  const basic = as && Buffer.from(`${as.client_id}:${as.client_secret}`).toString('base64')
  const response = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(60_000),
    headers: {
      ...(basic && { authorization: `Basic ${basic}` }),
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(cookie && { cookie }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
    },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    ...(json !== undefined && { method: 'POST', body: JSON.stringify(json) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
  }
}

/** How many answers came with each status. */
export function statuses(answers: readonly Pick<Answer, 'status'>[]): Readonly<Record<number, number>> {
  const counted: Record<number, number> = {}
  for (const { status } of answers) counted[status] = (counted[status] ?? 0) + 1
  return counted
}
