interface Palette {
  ground: string;
  leaf: string;
  accent: string;
}

const PALETTES: Palette[] = [
  { ground: '#eef3e6', leaf: '#4f7a4a', accent: '#c98b5b' },
  { ground: '#f6efe4', leaf: '#7d8f5a', accent: '#a8562f' },
  { ground: '#e9f0ef', leaf: '#3f6f68', accent: '#d3a24c' },
  { ground: '#f4ebee', leaf: '#6b7f4e', accent: '#b0607a' },
  { ground: '#edeaf4', leaf: '#5a7752', accent: '#7a6aa8' },
];

const SHAPES: Record<string, (palette: Palette, turn: number) => string> = {
  Houseplant: ({ leaf, accent }, turn) =>
    `${leaves(leaf, 5 + (turn % 4), 46, turn)}<path d="M66 128h68l-9 44H75z" fill="${accent}"/>`,
  Planter: ({ accent, leaf }) =>
    `<path d="M56 76h88l-13 92H69z" fill="${accent}"/><path d="M52 66h96v16H52z" fill="${leaf}"/>`,
  'Soil & Feed': ({ accent, leaf }, turn) =>
    `<rect x="62" y="48" width="76" height="120" rx="10" fill="${accent}"/>${leaves(leaf, 3, 24, turn)}`,
  Tools: ({ accent, leaf }) =>
    `<rect x="94" y="36" width="12" height="72" rx="6" fill="${accent}"/>` +
    `<path d="M78 104h44c0 34-10 54-22 66-12-12-22-32-22-66z" fill="${leaf}"/>`,
  'Loose Leaf Tea': ({ accent, leaf }, turn) =>
    `<rect x="60" y="62" width="80" height="104" rx="8" fill="${leaf}"/>` +
    `<rect x="56" y="50" width="88" height="18" rx="6" fill="${accent}"/>${leaves('#fff', 2, 18, turn)}`,
  Seeds: ({ accent, leaf }, turn) =>
    `<path d="M64 46h72v112H64z" fill="#fff"/><path d="M64 46h72v30H64z" fill="${accent}"/>` +
    leaves(leaf, 3, 20, turn),
  Bulbs: ({ accent, leaf }) =>
    '<path d="M100 84c-6-20-4-34 0-52 4 18 6 32 0 52z" ' +
    `fill="${leaf}"/><path d="M100 76c30 22 42 42 42 58 0 22-18 34-42 34s-42-12-42-34` +
    `c0-16 12-36 42-58z" fill="${accent}"/>`,
  'Garden Wear': ({ accent, leaf }) =>
    `<path d="M76 44h48v34c14 6 18 14 18 26v62H58v-62c0-12 4-20 18-26z" fill="${accent}"/>` +
    `<path d="M78 118h44v30H78z" fill="${leaf}"/>`,
  Pantry: ({ accent, leaf }) =>
    `<rect x="62" y="74" width="76" height="92" rx="16" fill="${accent}"/>` +
    `<rect x="68" y="54" width="64" height="22" rx="6" fill="${leaf}"/>` +
    '<rect x="74" y="100" width="52" height="36" rx="4" fill="#fff" fill-opacity=".8"/>',
  Home: ({ accent, leaf }) =>
    `<rect x="66" y="88" width="68" height="78" rx="8" fill="${leaf}"/>` +
    '<path d="M98 88V72h4v16z" fill="#444"/>' +
    `<path d="M100 34c12 16 14 22 14 28a14 14 0 0 1-28 0c0-6 2-12 14-28z" fill="${accent}"/>`,
  'Books & Cards': ({ accent, leaf }, turn) =>
    `<rect x="58" y="40" width="84" height="124" rx="5" fill="${accent}"/>` +
    `<rect x="58" y="40" width="12" height="124" fill="${leaf}"/>${leaves('#fff', 3, 20, turn)}`,
  'Gift Card': ({ accent, leaf }, turn) =>
    `<rect x="34" y="62" width="132" height="84" rx="10" fill="${leaf}"/>` +
    `<path d="M34 98h132v10H34z" fill="${accent}"/>${leaves('#fff', 3, 16, turn)}`,
  Teaware: ({ accent, leaf }) =>
    `<path d="M52 88h84c0 44-16 68-42 68s-42-24-42-68z" fill="${accent}"/>` +
    `<path d="M136 96c26-4 26 36-8 38" stroke="${leaf}" stroke-width="9" fill="none"/>`,
};

/** A small drawing of the product as an SVG data URL: nothing is fetched from anywhere. */
export function drawProductImage(title: string, productType: string): string {
  let mark = 0;
  for (const character of title) mark = (mark * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  const palette = PALETTES[mark % PALETTES.length] ?? {
    ground: '#ffffff',
    leaf: '#4f7a4a',
    accent: '#c98b5b',
  };
  const shape =
    SHAPES[productType] ??
    (({ leaf, accent }: Palette, turn: number) =>
      `<circle cx="100" cy="104" r="52" fill="${accent}"/>${leaves(leaf, 5, 40, turn)}`);
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">' +
    `<rect width="200" height="200" fill="${palette.ground}"/>${shape(palette, mark % 40)}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** A fan of leaves that grows from the middle of the picture. */
function leaves(colour: string, count: number, length: number, turn: number): string {
  const blades = Array.from({ length: count }, (_, index) => {
    const angle = Math.round(((index + 0.5) / count - 0.5) * 170 + (turn - 20) / 2);
    return `<ellipse cx="100" cy="${122 - length}" rx="${Math.round(length / 3)}" ry="${length}" transform="rotate(${angle} 100 122)"/>`;
  });
  return `<g fill="${colour}" fill-opacity=".88">${blades.join('')}</g>`;
}
