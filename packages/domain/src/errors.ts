/** Every refusal Trame gives, once: code -> HTTP status and a sentence that says what to do. Nobody matches on text. */
export const errors = {
  // Requests
  not_signed_in: { status: 401, fr: 'Connectez-vous pour continuer.', en: 'Sign in to continue.' },
  credentials_wrong: {
    status: 401,
    fr: 'Adresse ou mot de passe incorrect.',
    en: 'Wrong e-mail address or password.',
  },
  forbidden: {
    status: 403,
    fr: 'Votre rôle ne permet pas cette action.',
    en: 'Your role does not allow this.',
  },
  origin_refused: {
    status: 403,
    fr: 'Requête venue d’un autre site.',
    en: 'The request came from another site.',
  },
  not_found: {
    status: 404,
    fr: 'Cet élément n’existe pas ou plus.',
    en: 'This does not exist, or no longer.',
  },
  conflict: { status: 409, fr: 'Cet élément existe déjà.', en: 'This exists already.' },
  binding_overlaps: {
    status: 409,
    fr: 'Cette série reçoit déjà un appareil sur cette période : terminez d’abord l’affectation en cours.',
    en: 'This series already has a device in that period: end the current binding first.',
  },
  scenario_disabled: {
    status: 409,
    fr: 'Ce scénario est désactivé : activez-le d’abord.',
    en: 'This scenario is switched off: enable it first.',
  },
  incident_over: {
    status: 409,
    fr: 'Cet incident est clos ou écarté : choisissez-en un autre.',
    en: 'This incident is closed or dismissed: choose another one.',
  },
  joined_elsewhere: {
    status: 409,
    fr: 'Une autre personne vient de joindre ces alertes à un autre incident.',
    en: 'Somebody else has just joined these alerts to another incident.',
  },
  in_use: { status: 409, fr: 'Encore utilisé ailleurs.', en: 'Still in use elsewhere.' },
  payload_too_large: { status: 413, fr: 'Message trop volumineux.', en: 'The message is too large.' },
  media_type_refused: { status: 415, fr: 'Envoyez du JSON.', en: 'Send JSON.' },
  invalid: { status: 400, fr: 'Champ incorrect.', en: 'A field is wrong.' },
  too_many_requests: {
    status: 429,
    fr: 'Trop de requêtes, réessayez plus tard.',
    en: 'Too many requests, try again later.',
  },
  database_unavailable: {
    status: 503,
    fr: 'Base de données indisponible.',
    en: 'The database is unavailable.',
  },
  internal: {
    status: 500,
    fr: 'Erreur interne, citez ce numéro au support.',
    en: 'Internal error, quote this id to support.',
  },

  // Uplinks refused (the codes of rejections)
  device_unknown: {
    status: 422,
    fr: 'Appareil inconnu : enregistrez-le, puis rejouez.',
    en: 'Unknown device: register it, then replay.',
  },
  device_disabled: { status: 422, fr: 'Appareil désactivé.', en: 'The device is disabled.' },
  message_malformed: { status: 422, fr: 'Message illisible.', en: 'The message cannot be read.' },
  message_too_large: { status: 422, fr: 'Message trop volumineux.', en: 'The message is too large.' },
  topic_unknown: { status: 422, fr: 'Sujet MQTT inconnu.', en: 'Unknown MQTT topic.' },
  time_out_of_bounds: {
    status: 422,
    fr: 'Horodatage hors limites (plus de 5 min dans le futur ou 30 jours dans le passé).',
    en: 'Time out of bounds (over 5 min in the future or 30 days in the past).',
  },
  model_missing: { status: 422, fr: 'Modèle d’appareil inconnu.', en: 'The device model is unknown.' },
  frame_unknown: { status: 422, fr: 'Trame inconnue du modèle.', en: 'The model does not know this frame.' },
  frame_truncated: { status: 422, fr: 'Trame trop courte.', en: 'The frame is too short.' },
  decode_failed: { status: 422, fr: 'Le décodeur a échoué.', en: 'The decoder failed.' },
  codec_timeout: { status: 422, fr: 'Le décodeur a dépassé son temps.', en: 'The codec ran out of time.' },
  codec_memory: { status: 422, fr: 'Le décodeur a dépassé sa mémoire.', en: 'The codec ran out of memory.' },
  codec_suspended: {
    status: 422,
    fr: 'Décodeur suspendu après plusieurs échecs.',
    en: 'Codec suspended after repeated failures.',
  },
  channel_unknown: { status: 422, fr: 'Voie inconnue.', en: 'Unknown channel.' },
  unit_unknown: { status: 422, fr: 'Unité non convertible.', en: 'The unit cannot be converted.' },
  value_not_finite: { status: 422, fr: 'Valeur non numérique.', en: 'The value is not a finite number.' },
  // Rows of a file refused
  import_refused: {
    status: 422,
    fr: 'Des lignes sont refusées : rien n’a été enregistré.',
    en: 'Some lines are refused: nothing was stored.',
  },
  value_missing: { status: 422, fr: 'Valeur manquante.', en: 'The value is missing.' },
  name_too_long: { status: 422, fr: 'Plus de 120 caractères.', en: 'More than 120 characters.' },
  address_no_dev_eui: {
    status: 422,
    fr: 'Un DevEUI a 16 chiffres hexadécimaux.',
    en: 'A DevEUI has 16 hexadecimal digits.',
  },
  address_became_number: {
    status: 422,
    fr: 'Le tableur en a fait un nombre : mettez la colonne au format texte et saisissez le DevEUI à nouveau.',
    en: 'The spreadsheet made it a number: set the column to text and type the DevEUI again.',
  },
  address_no_mqtt: {
    status: 422,
    fr: 'Une adresse MQTT s’écrit organisation/appareil, sans + ni #, en 160 caractères au plus.',
    en: 'An MQTT address is organisation/device, without + or #, in 160 characters at most.',
  },
  address_twice: {
    status: 422,
    fr: 'Cette adresse est déjà plus haut dans le fichier.',
    en: 'This address is already further up in the file.',
  },
  address_taken: {
    status: 409,
    fr: 'Cette adresse est celle d’un autre appareil.',
    en: 'This address is that of another device.',
  },
  network_unknown: { status: 422, fr: 'LoRaWAN ou MQTT.', en: 'LoRaWAN or MQTT.' },
  model_ambiguous: {
    status: 422,
    fr: 'Plusieurs modèles portent ce nom : donnez l’identifiant.',
    en: 'Several models have this name: give the id.',
  },
  interval_wrong: {
    status: 422,
    fr: 'Un nombre de minutes, 57 600 au plus (40 jours).',
    en: 'A number of minutes, 57,600 at most (40 days).',
  },
  // Commands refused
  command_unsupported: {
    status: 422,
    fr: 'Cet appareil ne connaît pas cette commande.',
    en: 'This device does not know this command.',
  },
  command_out_of_envelope: {
    status: 422,
    fr: 'Hors des limites de sécurité.',
    en: 'Outside the safe envelope.',
  },
  command_stale_data: {
    status: 422,
    fr: 'Données trop anciennes : seul le retour à l’état sûr est permis.',
    en: 'The data is too old: only the way back to the safe state is allowed.',
  },
  command_too_fast: { status: 422, fr: 'Variation trop rapide.', en: 'The change is too fast.' },
  command_lease_too_long: { status: 422, fr: 'Durée trop longue.', en: 'For too long a time.' },
  command_unreachable: {
    status: 422,
    fr: 'L’appareil n’écoutera pas avant l’échéance.',
    en: 'The device will not listen before the expiry.',
  },
  command_not_possible: {
    status: 409,
    fr: 'L’état de la commande ne le permet plus.',
    en: 'The state of the command no longer allows this.',
  },
  command_denied: {
    status: 403,
    fr: 'Vous ne pouvez pas donner cet ordre.',
    en: 'You may not give this order.',
  },
  emergency_stopped: {
    status: 409,
    fr: 'Arrêt d’urgence en cours : aucune commande ne part.',
    en: 'Emergency stop: no command leaves.',
  },
  network_refused: {
    status: 422,
    fr: 'Le serveur de réseau a refusé.',
    en: 'The network server refused.',
  },
  network_unavailable: {
    status: 503,
    fr: 'Le serveur de réseau ne répond pas.',
    en: 'The network server does not answer.',
  },
  idempotency_mismatch: {
    status: 422,
    fr: 'Cette clé d’idempotence a servi pour un autre contenu.',
    en: 'This idempotency key was used with other content.',
  },
} as const satisfies Record<string, { status: number; fr: string; en: string }>

export type ErrorCode = keyof typeof errors

/** A broken promise, or a refusal on its way to the edge. Expected refusals inside are values, not exceptions. */
export class PlatformError extends Error {
  readonly code: ErrorCode
  /** The offending field or value, for the person who has to mend it. */
  readonly detail: string | undefined
  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ? `${errors[code].en} ${detail}` : errors[code].en, options)
    this.name = 'PlatformError'
    this.code = code
    this.detail = detail
  }
}
