import type { Settings } from './settings/settings.ts'

/** Who may give consents. */
export interface PersonsConfig {
  /** Years; `undefined` when age does not matter. */
  readonly youngestAge: number | undefined
  /** A register that is asked besides. */
  readonly register:
    | { readonly url: string; readonly token: string | undefined; readonly timeoutSeconds: number }
    | undefined
}

export const personsOf = ({
  SAMTYKKE_YOUNGEST_AGE: youngestAge,
  SAMTYKKE_PERSON_REGISTER_URL: url,
  SAMTYKKE_PERSON_REGISTER_TOKEN: token,
  SAMTYKKE_PERSON_REGISTER_SECONDS: timeoutSeconds,
}: Settings): PersonsConfig => ({
  youngestAge,
  register: url === undefined ? undefined : { url, token, timeoutSeconds },
})

/** Numbers of people go there, so without TLS it is only for this machine, and never in production. */
export function personRegisterFindings({
  SAMTYKKE_ENV: environment,
  SAMTYKKE_PERSON_REGISTER_URL: url,
  SAMTYKKE_PERSON_REGISTER_TOKEN: token,
}: Settings): string[] {
  if (url === undefined)
    return token ? ['SAMTYKKE_PERSON_REGISTER_URL is missing though its token is set'] : []
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
  if (url.startsWith('https:') || (here && environment !== 'production')) return []
  return ['SAMTYKKE_PERSON_REGISTER_URL must begin with https://; people’s numbers are sent there']
}
