/** Settings under which failures are not counted, so that what comes later is looked at, too. */
export const unlimited = {
  SAMTYKKE_LIMIT_WRONG_SECRETS: 'off',
  SAMTYKKE_LIMIT_CLIENT_FAILURES: 'off',
  SAMTYKKE_LIMIT_ADDRESS_FAILURES: 'off',
} as const
