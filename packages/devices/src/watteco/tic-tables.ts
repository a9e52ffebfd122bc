import type { TicKind } from './tic-kinds.ts'

/**
 * What each index of a TIC descriptor stands for, in the meter's own labels and order; the kind says how the label's
 * value is packed. One table a kind of meter (ZCL clusters 0053 to 0057).
 */
export type TicField = readonly [label: string, kind: TicKind]

const of = (kind: TicKind, labels: string) => labels.split(' ').map((label): TicField => [label, kind])

/** ICE (industrial meters), general. Cluster 0053, attribute xx00. */
export const iceGeneral: readonly TicField[] = [
  ...of('text', 'CONTRAT'),
  ...of('date', 'DATECOUR DATE'),
  ...of('u24', 'EA ERP'),
  ...of('text', 'PTCOUR PREAVIS'),
  ...of('empty', 'MODE'),
  ...of('date', 'DATEPA1'),
  ...of('u16', 'PA1'),
  ...of('date', 'DATEPA2'),
  ...of('u16', 'PA2'),
  ...of('date', 'DATEPA3'),
  ...of('u16', 'PA3'),
  ...of('date', 'DATEPA4'),
  ...of('u16', 'PA4'),
  ...of('date', 'DATEPA5'),
  ...of('u16', 'PA5'),
  ...of('date', 'DATEPA6'),
  ...of('u16', 'PA6'),
  ...of('u24', '*p*'),
  ...of('u8', 'KDC KDCD'),
  ...of('float', 'TGPHI'),
  ...of('u16', 'PSP PSPM PSHPH PSHPD PSHCH PSHCD PSHPE PSHCE PSJA PSHH PSHD PSHM PSDSM PSSCM'),
  ...of('empty', 'MODE'),
  ...of('u16', 'PA1MN PA10MN'),
  ...of('i16', 'PREA1MN PREA10MN'),
  ...of('float', 'TGPHI'),
  ...of('u16', 'U10MN'),
]

const periods = 'P PM HCE HCH HH HCD HD JA HPE HPH HPD SCM HM DSM'.split(' ')

/** ICE, indexes of a billing period: `p` the running one, `p1` the one before. Attributes xx01 and xx02. */
export const icePeriod = (suffix: 'p' | 'p1'): readonly TicField[] => [
  ...of('date', `DEBUT${suffix} FIN${suffix}`),
  ...of('u16', `CAF${suffix}`),
  ...['EA', 'ERP', 'ERN'].flatMap((energy) => [
    ...of('date', `DATE${energy}${suffix}`),
    ...periods.flatMap((period) => of('u24', `${energy}${suffix}${period}`)),
  ]),
]

/** CBE, and Linky in its historical mode. Cluster 0054. */
export const historical: readonly TicField[] = [
  ...of('u16', 'ADIR1 ADIR2 ADIR3'),
  ...of('text', 'ADCO OPTARIF'),
  ...of('u8', 'ISOUSC'),
  ...of('u32', 'BASE HCHC HCHP EJPHN EJPHPM BBRHCJB BBRHPJB BBRHCJW BBRHPJW BBRHCJR BBRHPJR'),
  ...of('u8', 'PEJP'),
  ...of('u32', 'GAZ AUTRE'),
  ...of('text', 'PTEC DEMAIN'),
  ...of('u16', 'IINST IINST1 IINST2 IINST3 ADPS IMAX IMAX1 IMAX2 IMAX3'),
  ...of('u32', 'PMAX PAPP'),
  ...of('char', 'HHPHC'),
  ...of('text', 'MOTDETAT'),
  ...of('u8', 'PPOT'),
]

/** CJE (yellow tariff). Cluster 0055. */
export const cje: readonly TicField[] = [
  ...of('hourDay', 'JAUNE'),
  ...of('text', 'JAUNE JAUNE'),
  ...of('u24', 'JAUNE'),
  ...of('u8', 'JAUNE'),
  ...of('u24', 'ENERG ENERG ENERG ENERG ENERG ENERG'),
  ...of('dayHour', 'PERCC'),
  ...of('u8', 'PERCC'),
  ...of('u24', 'PMAXC PMAXC PMAXC PMAXC TDEPA TDEPA TDEPA TDEPA'),
  ...of('dayHour', 'PERCP'),
  ...of('u8', 'PERCP'),
  ...of('u24', 'PMAXP PMAXP PMAXP PMAXP PSOUSC PSOUSC PSOUSC PSOUSC PSOUSP PSOUSP PSOUSP PSOUSP'),
  ...of('hour', 'FCOU'),
  ...of('u8', 'FCOU'),
]

/** Linky in its standard mode. Cluster 0056. */
export const standard: readonly TicField[] = [
  ...of('text', 'ADSC'),
  ...of('u8', 'VTIC'),
  ...of('season', 'DATE'),
  ...of('contract', 'NGTF'),
  ...of('period', 'LTARF'),
  ...of(
    'u32',
    'EAST EASF01 EASF02 EASF03 EASF04 EASF05 EASF06 EASF07 EASF08 EASF09 EASF10 EASD01 EASD02 EASD03 EASD04 EAIT ERQ1 ERQ2 ERQ3 ERQ4',
  ),
  ...of('u16', 'IRMS1 IRMS2 IRMS3 URMS1 URMS2 URMS3'),
  ...of('u8', 'PREF PCOUP'),
  ...of('u24', 'SINSTS SINSTS1 SINSTS2 SINSTS3'),
  ...of('seasonU24', 'SMAXSN SMAXSN1 SMAXSN2 SMAXSN3 SMAXSN-1 SMAXSN1-1 SMAXSN2-1 SMAXSN3-1'),
  ...of('u24', 'SINSTI'),
  ...of('seasonU24', 'SMAXIN SMAXIN-1 CCASN CCASN-1 CCAIN CCAIN-1'),
  ...of('seasonU16', 'UMOY1 UMOY2 UMOY3'),
  ...of('bits32', 'STGE'),
  ...of('seasonU8', 'DPM1 FPM1 DPM2 FPM2 DPM3 FPM3'),
  ...of('text', 'MSG1 MSG2 PRM'),
  ...of('u8', 'RELAIS NTARF NJOURF NJOURF+1'),
  ...of('blocks', 'PJOURF+1 PPOINTE'),
]

/** PME-PMI. Cluster 0057. */
export const pmePmi: readonly TicField[] = [
  ...of('mode', 'TRAME'),
  ...of('hex', 'ADS'),
  ...of('contract', 'MESURES1'),
  ...of('date', 'DATE'),
  ...of('u24', 'EA_s ER+_s ER-_s EAPP_s EA_i ER+_i ER-_i EAPP_i'),
  ...of('period', 'PTCOUR1'),
  ...of('mode', 'TARIFDYN'),
  ...of('period', 'ETATDYN1 PREAVIS1'),
  ...of('stampPeriod', 'TDYN1CD TDYN1CF TDYN1FD TDYN1FF'),
  ...of('mode', 'MODE CONFIG'),
  ...of('date', 'DATEPA1'),
  ...of('u16', 'PA1_s PA1_i'),
  ...of('stamp', 'DATEPA2'),
  ...of('u16', 'PA2_s PA2_i'),
  ...of('stamp', 'DATEPA3'),
  ...of('u16', 'PA3_s PA3_i'),
  ...of('stamp', 'DATEPA4'),
  ...of('u16', 'PA4_s PA4_i'),
  ...of('stamp', 'DATEPA5'),
  ...of('u16', 'PA5_s PA5_i'),
  ...of('stamp', 'DATEPA6'),
  ...of('u16', 'PA6_s PA6_i'),
  ...of('stamp', 'DebP'),
  ...of('u24', 'EAP_s EAP_i ER+P_s ER-P_s ER+P_i ER-P_i'),
  ...of('stamp', 'DebP-1 FinP-1'),
  ...of('u24', 'EaP-1_s EaP-1_i ER+P-1_s ER-P-1_s ER+P-1_i ER-P-1_i'),
  ...of('u24Mode', 'PS'),
  ...of('mode', 'PREAVIS'),
  ...of('u16', 'PA1MN'),
  ...of('u24Mode', 'PMAX_s PMAX_i'),
  ...of('float', 'TGPHI_s TGPHI_i'),
  ...of('contract', 'MESURES2'),
  ...of('period', 'PTCOUR2 ETATDYN2 PREAVIS2'),
  ...of('stampPeriod', 'TDYN2CD TDYN2CF TDYN2FD TDYN2FF'),
  ...of('stamp', 'DebP_2'),
  ...of('u24', 'EaP_s2'),
  ...of('stamp', 'DebP-1_2 FinP-1_2'),
  ...of('u24', 'EaP-1_s2 _DDMES1_'),
]
