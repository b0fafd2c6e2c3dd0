package picture

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/bep/imagemeta"

	"sarsen/crawlers/documents"
)

// formatOf returns the kind whose metadata can be read; ok is false for none.
func formatOf(data []byte) (f imagemeta.ImageFormat, ok bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xD8")):
		return imagemeta.JPEG, true
	case bytes.HasPrefix(data, []byte("\x89PNG")):
		return imagemeta.PNG, true
	case isTIFF(data):
		return imagemeta.TIFF, true
	case bytes.HasPrefix(data, []byte("RIFF")):
		return imagemeta.WebP, true
	case isHEIF(data):
		return imagemeta.HEIF, true
	}
	return 0, false
}

// Limits of what is taken from one picture.
const (
	mostTags  = 2000
	mostBytes = 64 << 10
)

// tags reads the metadata of a picture as far as they go.
func tags(data []byte, handle func(imagemeta.TagInfo)) (all imagemeta.Tags) {
	format, ok := formatOf(data)
	if !ok {
		return all
	}
	defer func() { _ = recover() }() // what was read before a failure stands
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: reader(data), ImageFormat: format, LimitNumTags: mostTags, LimitTagSize: mostBytes,
		HandleTag: func(t imagemeta.TagInfo) error {
			all.Add(t)
			if handle != nil {
				handle(t)
			}
			return nil
		},
	})
	return all
}

// orientation is how a picture has to be turned, as EXIF numbers it; 1 is not
// at all.
func orientation(data []byte) int {
	all := tags(data, nil)
	if o, ok := all.EXIF()["Orientation"].Value.(uint16); ok {
		return int(o)
	}
	return 1
}

// exifNames are the fields of EXIF that are for people, and what they are
// called here.
var exifNames = map[string]string{
	"Make": "Camera make", "Model": "Camera", "Software": "Software", "Artist": "Artist", "Copyright": "Copyright",
	"ImageDescription": "Description", "UserComment": "Comment", "DocumentName": "Document name", "HostComputer": "Computer",
	"XPTitle": "Title", "XPSubject": "Subject", "XPComment": "Comment", "XPAuthor": "Author", "XPKeywords": "Keywords",
	"CameraOwnerName": "Camera owner", "OwnerName": "Camera owner", "BodySerialNumber": "Camera serial number", "SerialNumber": "Camera serial number",
	"DateTimeOriginal": "Taken", "DateTimeDigitized": "Digitised", "ModifyDate": "Changed", "DateTime": "Changed",
	"PageName": "Page name", "GPSDateStamp": "Place recorded on", "GPSAreaInformation": "Place", "LensModel": "Lens",
}

// describe adds what a picture says of itself to the properties.
func describe(data []byte, out *documents.Builder) {
	var title, author string
	all := tags(data, func(t imagemeta.TagInfo) {
		name, value := label(t), text(t.Value)
		if name == "" || value == "" {
			return
		}
		switch {
		case title == "" && slices.Contains([]string{"XPTitle", "ObjectName", "title", "Title"}, t.Tag):
			title = value
		case author == "" && slices.Contains([]string{"Artist", "XPAuthor", "Byline", "By-line", "creator", "Creator"}, t.Tag):
			author = value
		}
		out.Property(name, value)
	})
	taken, place, err := whenAndWhere(all)
	if err != nil {
		out.Problem("picture: what it says of its time and place could not be read")
	}
	out.Property("Place", place)
	out.Meta(title, author, taken, time.Time{})
	for _, c := range comments(data) {
		out.Property(c.name, c.text)
	}
}

// whenAndWhere returns when a picture was taken, and the degrees of latitude and
// longitude. The library panics on fields of a kind that they should not have.
func whenAndWhere(all imagemeta.Tags) (taken time.Time, place string, err error) {
	defer func() {
		if recover() != nil {
			err = documents.ErrDamaged
		}
	}()
	if at, err := all.GetDateTime(); err == nil && at.Year() > 1900 && at.Year() < 2200 {
		taken = at
	}
	if lat, long, err := all.GetLatLong(); err == nil && (lat != 0 || long != 0) {
		place = fmt.Sprintf("%.6f, %.6f", lat, long)
	}
	return taken, place, nil
}

// skipped are fields of XMP that tell of programs, not of people.
var skipped = []string{"http://ns.adobe.com/camera-raw-settings", "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/sType"}

// label is what a field is called in the properties; "" leaves it out.
func label(t imagemeta.TagInfo) string {
	switch t.Source {
	case imagemeta.EXIF:
		return exifNames[t.Tag]
	case imagemeta.XMP:
		if slices.ContainsFunc(skipped, func(s string) bool { return strings.HasPrefix(t.Namespace, s) }) {
			return ""
		}
	}
	return t.Tag
}

// text is a field's value for people; "" for numbers and data.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return strings.Trim(v, " \x00")
	case []string:
		return strings.Join(v, ", ")
	case []byte:
		return ""
	case []any:
		var list []string
		for _, e := range v {
			if s := text(e); s != "" {
				list = append(list, s)
			}
		}
		return strings.Join(list, ", ")
	case time.Time:
		return v.Format(time.DateTime)
	}
	return ""
}
