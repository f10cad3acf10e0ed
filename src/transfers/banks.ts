/** The banks and e-wallets that money can be sent to (transfers.banks.codes). */

export interface Bank {
  readonly name: string
  /** Rupiah that a transfer costs (transfers.banks.fee). */
  readonly fee: number
  /** The least that it takes, in rupiah; without it, what Flip takes (transfers.create.amount.of-bank). */
  readonly minimum?: number
}

const FEE = 5000

const NAMES = {
  bca: 'BCA',
  bni: 'BNI',
  bri: 'BRI',
  mandiri: 'Mandiri',
  bsm: 'BSI',
  cimb: 'CIMB Niaga',
  permata: 'Permata',
  danamon: 'Danamon',
  btn: 'BTN',
  panin: 'Panin',
  ocbc: 'OCBC NISP',
  bii: 'Maybank',
  mega: 'Mega',
  muamalat: 'Muamalat',
  sinarmas: 'Sinarmas',
  bjb: 'BJB',
  dki: 'DKI',
  jawa_tengah: 'Jateng',
  jawa_timur: 'Jatim',
  tabungan_pensiunan_nasional: 'BTPN',
  uob: 'UOB',
  hsbc: 'HSBC',
  citibank: 'Citibank',
  dbs: 'DBS',
  standard_chartered: 'Standard Chartered',
  artos: 'Jago',
  yudha_bakti: 'Neo Commerce',
  royal: 'BCA Digital',
  kesejahteraan_ekonomi: 'Seabank',
  agroniaga: 'Bank Raya',
  bca_syr: 'BCA Syariah',
  btpn_syr: 'BTPN Syariah',
  mega_syr: 'Mega Syariah',
  bjb_syr: 'BJB Syariah',
  super_bank: 'Superbank',
  krom: 'Krom',
  dana: 'DANA',
  gopay: 'GoPay',
  linkaja: 'LinkAja',
  ovo: 'OVO',
  shopeepay: 'ShopeePay',
} as const

const MINIMA: Readonly<Record<string, number>> = { dana: 20_500 }

/** By code, in the order of the list. */
export const BANKS: ReadonlyMap<string, Bank> = new Map(
  Object.entries(NAMES).map(([code, name]) => {
    const minimum = MINIMA[code]
    return [code, { name, fee: FEE, ...(minimum !== undefined && { minimum }) }]
  }),
)

export const BANK_CODES = Object.keys(NAMES)
