/**
 * The one Admin API version of this app: code, shopify.app.toml and the generated types agree on it
 * (a test compares them).
 */
export const API_VERSION = '2026-07';
