import Provider from 'oidc-provider'

type Handler = Parameters<Provider['registerResponseMode']>[1]

/** Without the response mode whose page sends itself by a script: the answer goes back by redirect. */
export class ScriptlessProvider extends Provider {
  override registerResponseMode(name: string, handler: Handler): void {
    if (name !== 'form_post') super.registerResponseMode(name, handler)
  }
}
