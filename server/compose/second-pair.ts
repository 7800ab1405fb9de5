import { ConfigError } from '../config/settings/config-error.ts'
import type { Config } from '../config/config.ts'
import { approvable } from '../domain/operators/operations.ts'
import { type SecondPair, secondPairFor } from '../usecases/steps/seen-by-two.ts'

/** What waits for a second pair of eyes. Throws a `ConfigError` for what cannot. */
export function composeSecondPair({ secondPairOfEyes }: Pick<Config, 'secondPairOfEyes'>): SecondPair {
  const named: readonly string[] = approvable
  const findings = secondPairOfEyes
    .filter(name => !named.includes(name))
    .map(name => `SAMTYKKE_SECOND_PAIR_OF_EYES cannot name ${name}, only ${approvable.join(', ')}`)
  if (findings.length > 0) throw new ConfigError(findings)
  return secondPairFor(approvable.filter(operation => secondPairOfEyes.includes(operation)))
}
