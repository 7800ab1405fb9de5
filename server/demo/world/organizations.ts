/** The organizations of the demo. Numbers of the test environments; none is in business. */
export const organizations = {
  bank: { orgno: '810419512', name: 'SmekkFull Bank', uuid: '8ef5e5fa-94e1-4869-8635-df86b6219181' },
  agency: {
    orgno: '991825827',
    name: 'Digitaliseringsdirektoratet',
    uuid: 'cdda2f11-95c5-4be4-9690-54206ff663f6',
  },
  supplier: { orgno: '810418192', name: 'Kolsaas og Flaam', uuid: '00000000-0000-0000-0005-000000004219' },
  register: { orgno: '910493353', name: 'Lepsøy og Tonstad', uuid: '00000000-0000-0000-0005-000000006078' },
  energySupplier: { orgno: '455261619', name: 'Kraft og Sønn' },
  otherEnergySupplier: { orgno: '455261620', name: 'Fjordstraum' },
} as const
