import { customerName } from '../admin-frame/format.ts';
import { type Html, html } from '../admin-frame/html.ts';
import type { LocalShopifyContext } from '../context.ts';
import type { Visitor } from './visitor.ts';

/** A page of the online store. */
export function storefrontPage(
  context: LocalShopifyContext,
  visitor: Visitor,
  title: string,
  body: Html,
): Html {
  const { shop } = context.store;
  const count = visitor.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const who = visitor.customer ? customerName(visitor.customer) : 'Log in';
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>
  ${title} – ${shop.name}</title>
<link rel="icon" href="/admin-frame/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/storefront/storefront.css">
<link rel="stylesheet" href="/assets/storefront/checkout.css"></head><body>
<p class="note">A shop of the local Shopify. Nothing here is charged or shipped.
<a href="/">To the admin</a></p>
<header class="head"><a class="name" href="/products">${shop.name}</a>
<nav><a href="/products">Shop</a><a href="/account">${who}</a>
  <a href="/cart">Cart${count > 0 ? ` (${count})` : ''}</a></nav></header>
<main>${body}</main><footer>${shop.name} · ${shop.email}</footer></body></html>`;
}
