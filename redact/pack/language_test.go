package pack

import "testing"

func TestLanguageOf(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"English", "The rent rises in April and your tenancy goes on.", ""},
		{"Welsh", "Mae'r rhent yn codi o fis Ebrill ac mae eich tenantiaeth yn parhau.", "cy"},
		{"a Welsh name in English", "We wrote to Siân Gwenllïan of Tŷ Mawr, Llanfair, on the 3rd.", ""},
		{"English words in Welsh", "Mae'r Housing Options Team wedi cael eich llythyr ac maent yn edrych ar y cais.", "cy"},
		{"one word", "yn", ""},
		{"nothing", "", ""},
		{"figures", "12 34 56", ""},
		{"Arabic", "سيرتفع الإيجار في شهر أبريل", "ar"},
		{"Urdu", "کرایہ اپریل میں بڑھ جائے گا ٹھیک", "ur"},
		{"Ukrainian", "Орендна плата зросте у квітні, її буде підвищено", "uk"},
		{"Japanese", "家賃は四月に上がります", "ja"},
		{"Chinese", "租金将于四月上涨", "zh"},
		{"a Greek letter in English", "Section α of the form is for the council.", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := languageOf(tt.text); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
