interface Settings {
  readonly publicUrl: string
  readonly clientId: string
  readonly clientSecret: string
}

/** What introspection says of a token (RFC 7662). */
export interface Introspection {
  readonly active: boolean
  readonly scope?: string
  readonly sub?: string
  readonly client_id?: string
  readonly grant_id?: string
  readonly exp?: number
  readonly [member: string]: unknown
}

interface RecordedUse {
  readonly token: string
  readonly what: string
  readonly language: 'nb'
  readonly scopes: readonly string[]
}

/** The demo register as the resource server it is: it asks about tokens and reports their use. */
export interface RegisterClient {
  introspect(token: string): Promise<Introspection>
  /** Records one use of a grant by its token; `false` when they are no longer good for it. */
  recordUse(grantId: string, use: RecordedUse): Promise<boolean>
}

export function registerClient({ publicUrl, clientId, clientSecret }: Settings): RegisterClient {
  const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
  const post = (path: string, type: string, body: string) =>
    fetch(`${publicUrl}${path}`, { method: 'POST', headers: { authorization, 'content-type': type }, body })

  return {
    async introspect(token) {
      const form = new URLSearchParams({ token })
      const answer = await post('/introspect', 'application/x-www-form-urlencoded', form.toString())
      if (!answer.ok) throw new Error(`Introspection answered ${answer.status}`)
      return (await answer.json()) as Introspection
    },
    async recordUse(grantId, use) {
      const answer = await post(`/grants/${grantId}/uses`, 'application/json', JSON.stringify(use))
      if (answer.status >= 500) throw new Error(`Recording a use answered ${answer.status}`)
      return answer.ok
    },
  }
}
