// Package vector takes the vector content of PDF pages and writes it down anew
// from what is allowed, so that a page of a redacted copy can stay text and
// lines instead of becoming a picture.
//
// It reads what pdfium.Document.Copy wrote, nothing else, and strictly: what
// is not understood makes the page be refused, with the reason, and its caller
// makes a picture of it. It promises that a page holds the operators that draw,
// and of the document's objects those that they use: fonts, images, forms,
// colours, patterns and shadings, each with the entries that drawing needs.
// Metadata, layers, marked content with its property lists, structure,
// annotations, thumbnails, comments, names, private data of programs and
// whatever else hangs on an object drops out, because nothing copies it.
// Numbers, names and strings are written from their values, never as the bytes
// that were found. The same input gives the same output.
//
// # What is not seen
//
// A drawing that people cannot see must not come along either. Shapes and
// images outside of the page or of the clip in force are left out. A page is
// refused when it has invisible text, text outside of the clip, an image of
// which a clip cuts a part away, drawings and images that are transparent or
// drawn through a mask, or text, images or drawings that something opaque is
// drawn over. What is measured there are rectangles, so the caller also
// compares pixels. Where a soft mask of an image lets nothing through, the
// image is wiped.
//
// # Fonts
//
// An embedded font program tells of the letters it holds: of those, too, that
// stand on withheld pages only. Widths, encodings and the map to Unicode are
// cut down to the characters that the pages of a file use, and so are the
// outlines, widths and characters of TrueType programs, whose names are
// dropped. Programs of the formats Type 1 and CFF are not cut. They come along
// only when nothing of the document is withheld, without their names and
// notices; in other documents a page that uses one is refused. A font that is
// not embedded must be one of the standard ones. What remains: hinting programs
// of TrueType are copied as they are, and of Type 1 programs the encrypted
// part.
//
// # What it cannot see
//
// Data hidden in samples of images, in numbers or in the order of operators
// passes, and so does a drawing in the colour of the paper. Images keep the
// resolution that they have. Profiles of colours are replaced by the colours
// of the device, and pictures in JPEG 2000, JBIG2 and fax coding refused.
package vector
