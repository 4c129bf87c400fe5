import type { Country } from './places.ts';

interface NameList {
  first: string[];
  last: string[];
}

const words = (text: string): string[] => text.trim().split(/\s+/);

/** English-speaking places have names from everywhere; the lists mix accordingly. */
export const NAMES: Record<Country['names'], NameList> = {
  english: {
    first:
      words(`Amara Amelia Anita Ava Beatrix Ben Brianna Caleb Carmen Charlotte Chidi Clara Daniel
      Darnell Deborah Diego Eleanor Elijah Emma Ethan Fatima Felix Fiona George Grace Hannah Harper
      Henry Imani Iris Isaac Isabel Jack Jade James Jasmine Joan Jonah Josephine Kai Keisha Kenji
      Laila Layla Leo Liam Linh Louise Lucia Malik Margaret Maya Mei Miles Mina Naomi Nathan Nina
      Noah Nora Oliver Olivia Omar Oscar Patrick Penelope Priya Rafael Rebecca Rosa Rowan Ruby Samir
      Samuel Sarah Sean Siobhán Sofia Stella Theodore Thomas Valentina Victor Violet Walter Wei
      William Xavier Yara Yusuf Zoe`),
    last: words(`Abbott Adeyemi Ahmed Alvarez Anderson Bailey Baker Bennett Bianchi Brooks Campbell
      Carter Castillo Chen Clarke Cohen Collins Cooper Cruz Davis Delgado Edwards Evans Fischer
      Fitzgerald Flores Foster Garcia Gibson Goldberg Gomez Graham Green Gutierrez Hall Harris Hayes
      Hernandez Hughes Hussain Ibrahim Jackson Jenkins Johnson Jones Kaplan Kelly Khan Kim King
      Kowalski Lee Lewis Li Lopez MacDonald Martin Mensah Miller Mitchell Moore Morales Morgan Murphy
      Nakamura Nguyen Novak O’Brien O’Connor Okafor Ortiz Osei Park Parker Patel Pereira Perry Pham
      Phillips Ramirez Reed Reyes Rivera Roberts Robinson Rossi Russo Sanders Santos Schmidt Scott
      Shah Sharma Singh Smith Stewart Sullivan Suzuki Taylor Thompson Torres Tran Turner Walker Wang
      Ward Washington Watson White Williams Wilson Wong Wright Young Zhang`),
  },
  german: {
    first:
      words(`Anja Anneliese Björn Dilara Emil Felix Friederike Gisela Greta Hannah Heike Jan Jonas
      Jürgen Katharina Lena Lukas Matthias Mehmet Mia Oskar Paula Sabine Sören Tobias Ulrike Wiebke`),
    last: words(`Becker Böhm Braun Fuchs Großmann Hoffmann Jäger Kaya Keller Koch König Krüger Lehmann
      Müller Neumann Peters Richter Schäfer Schröder Vogel Wagner Weiß Yılmaz Zimmermann`),
  },
  french: {
    first:
      words(`Adèle Amina Antoine Baptiste Camille Chloé Élodie Étienne Fatou François Gaëlle Hugo
      Inès Jeanne Léa Louis Manon Mathieu Maxime Océane Raphaël Solène Théo Yasmine Zoé`),
    last: words(`Benali Bernard Blanc Chevalier Dubois Dupont Durand Fontaine Garnier Girard Lambert
      Lefèvre Leroy Marchand Mercier Moreau Nguyen Petit Renaud Rousseau Simon Traoré Vidal`),
  },
  spanish: {
    first:
      words(`Aitana Alejandro Ángel Begoña Carlos Elena Íñigo Javier Laia Lucía Marta Núria Pablo
      Pau Rocío Sergio Ximena`),
    last: words(
      'Álvarez Castro Domínguez Fernández Gil Ibáñez Martínez Muñoz Peña Puig Ruiz Serra Vega',
    ),
  },
  portuguese: {
    first: words(
      'Ana Beatriz Caio Fernanda Gabriel João Letícia Luís Mariana Rafaela Thiago Vinícius',
    ),
    last: words(
      'Almeida Araújo Barbosa Carvalho Conceição Costa Ferreira Gonçalves Oliveira Silva Souza',
    ),
  },
  japanese: {
    first: words(`Aiko Akira Chiyo Daiki Emi Haruka Haruto Hiroshi Kaori Kenta Mio Naoki Ren Sakura
      Takumi Yoko Yuki Yuna`),
    last: words(
      'Abe Fujita Hayashi Inoue Ito Kobayashi Mori Ogawa Saito Sasaki Sato Takahashi Tanaka Yamada',
    ),
  },
  arabic: {
    first: words('Abdullah Ahmad Dana Faisal Fatima Hessa Khalid Maryam Nasser Noura Sara Yousef'),
    last: words('Al-Ajmi Al-Enezi Al-Kandari Al-Mutairi Al-Rashid Al-Sabah Behbehani Dashti'),
  },
  indian: {
    first: words(
      'Aarav Aditi Ananya Arjun Deepa Divya Ishaan Kavya Lakshmi Meera Nikhil Rohan Sanjay Tara',
    ),
    last: words(
      'Bose Chatterjee Desai Gupta Iyer Joshi Kapoor Menon Mukherjee Nair Rao Reddy Verma',
    ),
  },
};
