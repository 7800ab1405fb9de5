/** The persons of the demo. Synthetic: the month of each number is raised by 80, so it belongs to nobody. */
export const persons = [
  { nin: '14842249091', name: 'Nora Lindvik' },
  { nin: '29868099311', name: 'Ola Nordheim' },
  { nin: '01825160023', name: 'Elena Fjær' },
  { nin: '01825180059', name: 'Kari Nordmann' },
  { nin: '02916297702', name: 'Ingrid Solbakken' },
  { nin: '14810797496', name: 'Mathis Eira' },
  { nin: '01827535970', name: 'Amina Hassan' },
] as const
