/**
 * The shelves of Fern & Fable, one product a line:
 * title | type | price in cents of the smallest variant | theme | further tags.
 */
export const CATALOGUE_TABLE = `
Monstera Deliciosa|Houseplant|2800|indoor|easy-care,pet-caution
Swiss Cheese Vine|Houseplant|1900|indoor|trailing,pet-caution
Fiddle-Leaf Fig|Houseplant|4200|indoor|statement,pet-caution
Golden Pothos|Houseplant|1400|indoor|easy-care,trailing
Snake Plant Laurentii|Houseplant|2200|indoor|easy-care,low-light
ZZ Plant|Houseplant|2400|indoor|easy-care,low-light
Heartleaf Philodendron|Houseplant|1500|indoor|trailing
Boston Fern|Houseplant|1800|indoor|pet-safe,humidity
Maidenhair Fern|Houseplant|1700|indoor|pet-safe,humidity
Staghorn Fern|Houseplant|3200|indoor|pet-safe,statement
Bird’s Nest Fern|Houseplant|2000|indoor|pet-safe
Calathea Orbifolia|Houseplant|2600|indoor|pet-safe,humidity
Prayer Plant|Houseplant|1900|indoor|pet-safe
Rubber Plant Burgundy|Houseplant|2700|indoor|easy-care
String of Pearls|Houseplant|1600|indoor|trailing,succulent
String of Hearts|Houseplant|1700|indoor|trailing,succulent
Aloe Vera|Houseplant|1300|indoor|succulent,easy-care
Jade Plant|Houseplant|1500|indoor|succulent,pet-caution
Echeveria Trio|Houseplant|1800|indoor|succulent,gift
Moth Orchid|Houseplant|2900|indoor|gift,flowering
Peace Lily|Houseplant|2100|indoor|flowering,low-light
African Violet|Houseplant|1200|indoor|flowering,pet-safe
Pilea Peperomioides|Houseplant|1600|indoor|pet-safe,easy-care
Spider Plant|Houseplant|1100|indoor|pet-safe,easy-care
Terracotta Classic Pot|Planter|900|indoor|handmade
Glazed Stoneware Planter|Planter|2400|indoor|handmade,gift
Speckled Ceramic Pot|Planter|1900|indoor|handmade
Hanging Macramé Planter|Planter|2200|indoor|handmade,gift
Self-Watering Planter|Planter|2600|indoor|practical
Seagrass Basket|Planter|2800|indoor|natural
Orchid Pot with Slots|Planter|1500|indoor|practical
Brass Plant Stand|Planter|4800|indoor|statement
Concrete Cube Planter|Planter|2100|indoor|modern
Window Box Planter|Planter|3200|kitchen|outdoor
Glass Propagation Station|Planter|2500|indoor|gift
Zinc Herb Trough|Planter|2900|kitchen|outdoor
Peat-Free Houseplant Mix|Soil & Feed|1200|indoor|replenishable
Fern & Calathea Mix|Soil & Feed|1400|indoor|replenishable
Orchid Bark|Soil & Feed|1100|indoor|replenishable
Cactus & Succulent Grit|Soil & Feed|1000|indoor|replenishable
Liquid Seaweed Feed|Soil & Feed|1300|indoor|replenishable,organic
Slow-Release Plant Food|Soil & Feed|1500|indoor|replenishable
Worm Castings|Soil & Feed|1600|kitchen|replenishable,organic
Seed-Starting Compost|Soil & Feed|900|kitchen|replenishable
Tomato Feed|Soil & Feed|1200|kitchen|replenishable
Rose & Shrub Feed|Soil & Feed|1400|flowers|replenishable
Neem Leaf Spray|Soil & Feed|1250|indoor|replenishable,organic
Coir Bricks, Set of Six|Soil & Feed|1350|kitchen|replenishable
Heirloom Tomato Seeds|Seeds|395|kitchen|vegetable
Genovese Basil Seeds|Seeds|350|kitchen|herb
Rainbow Chard Seeds|Seeds|375|kitchen|vegetable
Padrón Pepper Seeds|Seeds|395|kitchen|vegetable
Sugar Snap Pea Seeds|Seeds|395|kitchen|vegetable
Purple Carrot Seeds|Seeds|375|kitchen|vegetable
Salad Leaf Mix Seeds|Seeds|350|kitchen|vegetable
Kitchen Herb Seed Box|Seeds|2400|kitchen|herb,gift
Sweet Pea Old Spice Seeds|Seeds|425|flowers|fragrant
Cosmos Purity Seeds|Seeds|375|flowers|cutting
Wildflower Meadow Mix|Seeds|850|flowers|pollinators
Giant Sunflower Seeds|Seeds|375|flowers|children
Nasturtium Empress Seeds|Seeds|375|flowers|edible
Cutting Garden Seed Box|Seeds|2600|flowers|gift,cutting
Tulip Queen of Night, 20 Bulbs|Bulbs|1400|flowers|autumn
Narcissus Thalia, 20 Bulbs|Bulbs|1300|flowers|autumn,fragrant
Allium Purple Sensation, 10 Bulbs|Bulbs|1200|flowers|autumn,pollinators
Dahlia Café au Lait, 3 Tubers|Bulbs|1600|flowers|spring,cutting
Crocus Lawn Mix, 50 Bulbs|Bulbs|1500|flowers|autumn,pollinators
Amaryllis Gift Kit|Bulbs|2800|flowers|gift,winter
Hori Hori Knife|Tools|3600|kitchen|steel
Hand Trowel, Ash Handle|Tools|2200|kitchen|steel
Hand Fork, Ash Handle|Tools|2200|kitchen|steel
Bypass Secateurs|Tools|4200|flowers|steel
Herb Snips|Tools|1400|kitchen|steel
Copper Watering Can|Tools|5400|indoor|gift,statement
Long-Spout Indoor Can|Tools|2600|indoor|practical
Brass Plant Mister|Tools|2300|indoor|gift
Moss Pole|Tools|1400|indoor|practical
Bamboo Stakes, Pack of 12|Tools|800|kitchen|practical
Jute Garden Twine|Tools|650|kitchen|practical
Slate Plant Labels, Set of 10|Tools|1100|kitchen|gift
Heated Propagator|Tools|4600|kitchen|practical
Moisture Meter|Tools|1500|indoor|practical
Goatskin Gardening Gloves|Garden Wear|2600|flowers|practical
Waxed Canvas Apron|Garden Wear|4800|kitchen|gift
Straw Sun Hat|Garden Wear|3200|flowers|summer
Clog Garden Shoes|Garden Wear|4400|flowers|practical
Kneeling Pad|Garden Wear|1800|flowers|practical
Garden Path Earl Grey|Loose Leaf Tea|950|tea|replenishable,black
Morning Mist Breakfast|Loose Leaf Tea|900|tea|replenishable,black
Fable’s Darjeeling First Flush|Loose Leaf Tea|1600|tea|replenishable,black
Smoky Hearth Lapsang|Loose Leaf Tea|1100|tea|replenishable,black
Jasmine Pearl|Loose Leaf Tea|1500|tea|replenishable,green
Sencha Fukamushi|Loose Leaf Tea|1400|tea|replenishable,green
Genmaicha|Loose Leaf Tea|1050|tea|replenishable,green
Ceremonial Matcha|Loose Leaf Tea|2400|tea|replenishable,green
Silver Needle White|Loose Leaf Tea|1900|tea|replenishable,white
Iron Goddess Oolong|Loose Leaf Tea|1700|tea|replenishable,oolong
Meadow Chamomile|Loose Leaf Tea|850|tea|replenishable,caffeine-free
Peppermint Patch|Loose Leaf Tea|800|tea|replenishable,caffeine-free
Rooibos & Orange Peel|Loose Leaf Tea|900|tea|replenishable,caffeine-free
Hibiscus & Rose Hip|Loose Leaf Tea|900|tea|replenishable,caffeine-free
Cardamom Chai|Loose Leaf Tea|1000|tea|replenishable,black
Tea Discovery Box|Loose Leaf Tea|2900|tea|gift
Stoneware Teapot|Teaware|4400|tea|handmade
Cast-Iron Kettle|Teaware|5800|tea|statement
Glass Infuser Mug|Teaware|2200|tea|gift
Bamboo Matcha Whisk|Teaware|1700|tea|handmade
Matcha Bowl|Teaware|2600|tea|handmade
Stainless Tea Infuser|Teaware|900|tea|practical
Porcelain Cup Pair|Teaware|3000|tea|handmade,gift
Airtight Tea Caddy|Teaware|1600|tea|practical
Wildflower Honey|Pantry|1100|tea|replenishable
Shortbread with Thyme|Pantry|850|tea|replenishable
Tomato Leaf Candle|Home|2400|home|gift,fragrant
Fern & Moss Candle|Home|2600|home|gift,fragrant
Pressed Fern Art Print|Home|3200|home|gift
Linen Tea Towel Set|Home|2400|home|gift
The Patient Gardener’s Almanac|Books & Cards|2200|home|gift
A Year in Houseplants|Books & Cards|2600|home|gift
Botanical Greeting Cards, Set of 8|Books & Cards|1400|home|gift
Fern & Fable Gift Card|Gift Card|2500|home|gift
`;

/**
 * Pairs bought together far more often than their popularity explains, with the chance that
 * the second joins a basket which holds the first.
 */
export const PAIR_TABLE = `
Monstera Deliciosa|Moss Pole|0.34
Swiss Cheese Vine|Moss Pole|0.22
Fiddle-Leaf Fig|Glazed Stoneware Planter|0.24
Boston Fern|Brass Plant Mister|0.3
Maidenhair Fern|Fern & Calathea Mix|0.32
Calathea Orbifolia|Fern & Calathea Mix|0.3
Moth Orchid|Orchid Bark|0.36
Moth Orchid|Orchid Pot with Slots|0.28
String of Pearls|Cactus & Succulent Grit|0.3
Echeveria Trio|Terracotta Classic Pot|0.28
Golden Pothos|Glass Propagation Station|0.22
String of Hearts|Hanging Macramé Planter|0.26
Heirloom Tomato Seeds|Tomato Feed|0.3
Heirloom Tomato Seeds|Genovese Basil Seeds|0.38
Kitchen Herb Seed Box|Herb Snips|0.3
Sugar Snap Pea Seeds|Jute Garden Twine|0.28
Seed-Starting Compost|Heated Propagator|0.14
Cosmos Purity Seeds|Sweet Pea Old Spice Seeds|0.34
Dahlia Café au Lait, 3 Tubers|Bypass Secateurs|0.24
Bypass Secateurs|Goatskin Gardening Gloves|0.3
Tulip Queen of Night, 20 Bulbs|Narcissus Thalia, 20 Bulbs|0.36
Ceremonial Matcha|Bamboo Matcha Whisk|0.36
Bamboo Matcha Whisk|Matcha Bowl|0.42
Garden Path Earl Grey|Shortbread with Thyme|0.26
Meadow Chamomile|Wildflower Honey|0.3
Stoneware Teapot|Porcelain Cup Pair|0.26
Jasmine Pearl|Glass Infuser Mug|0.24
A Year in Houseplants|Long-Spout Indoor Can|0.22
Hand Trowel, Ash Handle|Hand Fork, Ash Handle|0.48
Tomato Leaf Candle|Fern & Moss Candle|0.3
`;
