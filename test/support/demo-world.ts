export interface SecretClient {
  readonly client_id: string
  readonly client_secret: string
}

/** What `demo.json` tells outside scripts. */
export interface DemoWorld {
  readonly publicUrl: string
  readonly issuers: { readonly oauth: string; readonly gjeld: string }
  readonly clients: {
    readonly oauth: {
      readonly web: SecretClient & { readonly redirect_uris: readonly string[] }
      readonly anyMethod: SecretClient
      readonly device: SecretClient
      readonly noPkce: SecretClient
      readonly machine: SecretClient
      readonly processor: SecretClient & { readonly mayActFor: string }
      readonly machineKey: { readonly client_id: string; readonly jwk: Readonly<Record<string, string>> }
      readonly resourceServer: SecretClient & { readonly audience: string }
    }
    readonly gjeld: Readonly<Record<'A' | 'B' | 'C' | 'R', SecretClient>>
  }
  readonly events: { readonly receiver: SecretClient }
  readonly persons: readonly { readonly nin: string; readonly name: string }[]
  readonly resources: readonly { readonly audience: string; readonly scopes: readonly string[] }[]
}
