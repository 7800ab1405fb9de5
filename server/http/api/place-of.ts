import type { Api } from './api.ts'

/** Where an API at this address is. Below the public address the host is left to whoever is in front. */
export function placeOf(address: string, publicUrl: string): Pick<Api, 'host' | 'prefix'> {
  const { origin, host, pathname } = new URL(address)
  return {
    host: origin === new URL(publicUrl).origin ? undefined : host,
    prefix: pathname.replace(/\/$/, ''),
  }
}
