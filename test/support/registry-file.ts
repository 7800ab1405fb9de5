import { secretHasher } from '../../adapters/crypto/secret-hasher.ts'
import { applyRegistry } from '../../server/registry/apply-registry.ts'
import { readEntries } from '../../server/registry/parse-registry.ts'
import type { TestDatabase } from './database.ts'
import { storesOn } from './stores.ts'

export const everywhere = (text: string) => ({ nb: text, nn: text, en: text })

const digest = 'a'.repeat(64)

/** One good entry of each kind that clients of the house issuer have to do with. */
export const goodFile = () => ({
  resources: [
    {
      audience: 'https://api.example',
      name: everywhere('API'),
      scopes: [{ value: 'api.read', text: everywhere('Read') }],
      token: { format: 'opaque', lasts: '10m' },
    },
  ],
  purposes: [
    {
      id: 'advice',
      name: everywhere('Advice'),
      description: everywhere('Advice'),
      when_declined: everywhere('No advice'),
      permissions: ['api.read'],
      lasts: '30d',
      lasts_at_most: '365d',
    },
  ],
  clients: [
    {
      id: 'bank',
      face: 'oauth',
      name: 'Bank',
      owner: { orgno: '310000019', name: 'BANK AS' },
      authentication: 'client_secret_basic',
      grant_types: ['authorization_code', 'client_credentials'],
      redirect_uris: ['https://bank.example/cb'],
      audiences: ['https://api.example'],
      scopes: ['openid', 'api.read'],
      purposes: ['advice'],
      secrets: [{ secret_sha256: digest }] as object[],
    },
  ],
})

/** A client of Norsk Gjeldsinformasjon's dialect that asks for what it may show people. */
export const gjeldClient = (publicUrl: string) => ({
  id: 'lender',
  face: 'gjeld',
  name: 'Lender',
  owner: { orgno: '310000019', name: 'BANK AS' },
  authentication: 'client_secret_basic',
  grant_types: ['authorization_code'],
  redirect_uris: ['https://lender.example/cb'],
  audiences: [`${publicUrl}/gjeld/v1/debt`],
  scopes: ['debt.unsecured.presentation'],
  purposes: ['debt.unsecured.presentation'],
  secrets: [{ secret_sha256: digest }],
})

interface Applying {
  /** What happens between reading and writing. */
  readonly beforeWriting?: () => Promise<unknown>
  readonly demandsPrivacy?: boolean
}

/** Applies a file over a test's database; `secret` is what every `secret_file` holds. */
export async function applyFile(
  database: TestDatabase,
  content: object | string,
  secret = '',
  { beforeWriting = async () => {}, demandsPrivacy = false }: Applying = {},
) {
  const stores = storesOn(database)
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2)
  const { run, whenKept } = database.unitOfWork
  const units = {
    unitOfWork: {
      run: async <T>(work: () => Promise<T>) => {
        await beforeWriting()
        return run(work)
      },
      whenKept,
    },
  }
  return applyRegistry({ ...stores, units, secrets: secretHasher(stores), demandsPrivacy })({
    ...readEntries(text, 'f'),
    readSecret: async () => secret,
  })
}
