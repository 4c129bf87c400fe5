export const modalStyle = `
  :host { display: none }
  :host([data-open]) { display: block }
  .backdrop { position: fixed; inset: 0; z-index: 2147483000; display: grid; place-items: center;
    padding: 16px; background: rgb(0 0 0 / 50%); animation: fade .15s ease-out }
  .dialog { display: flex; flex-direction: column; width: 620px; max-width: 100%;
    max-height: calc(100vh - 64px); border-radius: 16px; background: #fff; overflow: hidden;
    box-shadow: 0 20px 40px -8px rgb(0 0 0 / 35%); animation: rise .18s ease-out;
    font: 450 13px/20px Inter, -apple-system, BlinkMacSystemFont, 'Segoe UI', sans-serif;
    color: #303030 }
  .dialog[data-variant=small] { width: 420px }
  .dialog[data-variant=large] { width: 980px }
  .dialog[data-variant=max] { width: 100%; height: 100%; max-height: 100% }
  header { display: flex; align-items: center; gap: 8px; padding: 12px 12px 12px 16px;
    background: #f3f3f3; border-bottom: 1px solid #e3e3e3 }
  h2 { flex: 1; margin: 0; font-size: 14px; font-weight: 650 }
  .content { flex: 1; overflow: auto; min-height: 0 }
  iframe { display: block; width: 100%; min-height: 320px; height: 60vh; border: 0 }
  footer { display: flex; justify-content: flex-end; gap: 8px; padding: 12px 16px;
    border-top: 1px solid #e3e3e3 }
  footer:empty { display: none }
  button { font: inherit; font-weight: 550; min-height: 32px; padding: 4px 12px;
    border: 0; border-radius: 8px; cursor: pointer; background: #fff; color: #303030;
    box-shadow: 0 0 0 1px #d0d0d0 inset, 0 -1px 0 #b5b5b5 inset }
  button:hover { background: #f7f7f7 }
  button:focus-visible { outline: 2px solid #005bd3; outline-offset: 1px }
  button.primary { background: #303030; color: #fff; box-shadow: none }
  button.primary:hover { background: #1a1a1a }
  button.critical { background: #c70a24; color: #fff; box-shadow: none }
  button:disabled { opacity: .5; cursor: default }
  button.close { box-shadow: none; background: none; min-width: 32px; padding: 4px;
    font-size: 18px; line-height: 20px }
  @media (max-width: 490px) {
    .backdrop { place-items: end stretch; padding: 0 }
    .dialog { width: 100% !important; max-height: 92vh; border-radius: 16px 16px 0 0 }
  }
  @keyframes fade { from { opacity: 0 } }
  @keyframes rise { from { opacity: 0; transform: translateY(12px) } }
  @media (prefers-reduced-motion: reduce) { .backdrop, .dialog { animation: none } }
`;
